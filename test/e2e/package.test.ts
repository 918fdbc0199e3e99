/** What `npm pack` makes, installed elsewhere: bundled, type-checked, and described to editors. */
import {execFileSync} from 'node:child_process';
import {mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import {build} from 'esbuild';

const root = join(import.meta.dirname, '../..');

describe('the npm package', () => {
  let folder = '';
  before(async function () {
    this.timeout(240_000);
    folder = await mkdtemp(join(tmpdir(), 'package-'));
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
    await mkdir(join(folder, 'node_modules/llm-window'), {recursive: true});
    execFileSync('tar', ['xzf', 'llm-window-0.1.0.tgz', '--strip-components=1', '-C', 'node_modules/llm-window'], {cwd: folder});
    for (const name of ['lit', 'lit-html', 'lit-element', '@lit', 'rxjs', 'tslib', 'valibot', 'markdown-it', 'mdurl', 'uc.micro', 'linkify-it', 'entities']) {
      await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
  });
  after(() => rm(folder, {recursive: true}));

  it('bundles, with Lit left to the bundler', async () => {
    await writeFile(join(folder, 'app.js'), "import 'llm-window/define';\nimport {LlmWindow} from 'llm-window';\nconsole.log(LlmWindow.version);");
    const {metafile} = await build({absWorkingDir: folder, entryPoints: ['app.js'], bundle: true, format: 'esm', splitting: true, outdir: 'out', metafile: true, preserveSymlinks: true});
    expect(Object.keys(metafile.inputs).filter((path) => path.endsWith('lit-html/lit-html.js'))).to.have.length(1);
  });

  it('has types that hold', async () => {
    await writeFile(
      join(folder, 'app.ts'),
      "import {LlmWindow, type AnsweredDetail} from 'llm-window';\nconst element: LlmWindow = document.createElement('llm-window') as LlmWindow;\nelement.getToken = async () => 'x';\nelement.addEventListener('llm-answer', ({detail}: {detail: AnsweredDetail}) => detail.sources.length);\n// @ts-expect-error -- there is no such mode\nelement.mode = 'sideways';\n",
    );
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2024', '--lib', 'es2024,dom,dom.iterable', '--preserveSymlinks'];
    const said = (() => {
      try {
        return execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, 'app.ts'], {cwd: folder, encoding: 'utf8'});
      } catch (error) {
        return String((error as {stdout?: unknown}).stdout);
      }
    })();
    expect(said).to.equal('');
  });

  it('describes the element: attributes, events, slots, parts, tokens, states', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'node_modules/llm-window/dist/custom-elements.json'), 'utf8')) as {modules: {declarations?: Record<string, {name?: string}[]>[]}[]};
    const [element] = manifest.modules.flatMap(({declarations = []}) => declarations).filter(({tagName}) => (tagName as unknown) === 'llm-window');
    const names = (kind: string) => element?.[kind]?.map(({name}) => name);
    expect(names('attributes')).to.have.members(['server', 'models', 'question', 'placeholder', 'mode', 'open', 'shortcut', 'history', 'verbosity', 'protocol']);
    expect(names('events')).to.have.members(['llm-ask', 'llm-answer', 'llm-error', 'llm-citation', 'llm-feedback', 'llm-toggle']);
    expect(names('slots')).to.have.members(['empty', 'launcher']);
    expect(names('cssParts')).to.include.members(['frame', 'form', 'answers', 'sources']);
    expect(names('cssProperties')).to.include('--llm-accent').and.to.have.length(15);
    expect(names('cssStates')).to.have.members(['empty', 'streaming', 'reconnecting', 'done', 'stopped', 'error']);
    for (const file of ['web-types.json', 'vscode.html-custom-data.json', 'vscode.css-custom-data.json', 'jsx.d.ts']) {
      expect(await readFile(join(folder, 'node_modules/llm-window/dist', file), 'utf8')).to.match(/llm-(window|accent)/);
    }
  });
});
