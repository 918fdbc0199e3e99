/** What `npm pack` makes, installed elsewhere: bundled, type-checked, and described to editors. */
import {execFileSync} from 'node:child_process';
import {glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import {build} from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** All style sheets of the elements, as one text. */
async function readSources(): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob('client/{elements,styles,markdown}/*.styles.ts', {cwd: root})) texts.push(await readFile(join(root, file), 'utf8'));
  return texts.join('\n');
}

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

  /** What the compiler says of a file. */
  const typeErrors = (file: string, ...more: string[]): string => {
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2024', '--lib', 'es2024,dom,dom.iterable', '--preserveSymlinks', ...more];
    try {
      return execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, file], {cwd: folder, encoding: 'utf8'});
    } catch (error) {
      return String((error as {stdout?: unknown}).stdout);
    }
  };

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
    expect(typeErrors('app.ts')).to.equal('');
  });

  it('has types for JSX that hold: properties, events, and no others', async () => {
    const react = "import type {CustomElements} from 'llm-window/jsx';\nexport namespace JSX { export type IntrinsicElements = CustomElements; export type Element = unknown; }\nexport declare const jsx: unknown;\nexport declare const jsxs: unknown;\n";
    await mkdir(join(folder, 'node_modules/any-jsx'), {recursive: true});
    await writeFile(join(folder, 'node_modules/any-jsx/package.json'), '{"name": "any-jsx", "exports": {"./jsx-runtime": "./jsx-runtime.d.ts"}}');
    await writeFile(join(folder, 'node_modules/any-jsx/jsx-runtime.d.ts'), react);
    await writeFile(
      join(folder, 'app.tsx'),
      [
        'export const right = <llm-window id="a" server="https://answers.example" protocol="openai" models={["a"]} mode="popup" open getToken={async ({renew}) => (renew ? "b" : "a")} messages={{form: {ask: "Go"}}}',
        '  onllm-answer={({detail}) => detail.sources.map(({url}) => url.length)} onllm-ask={(event) => event.preventDefault()} onllm-toggle={(event) => event.type} />;',
        '// @ts-expect-error -- there is no such mode',
        'export const mode = <llm-window mode="sideways" />;',
        '// @ts-expect-error -- an answer has no such thing',
        'export const event = <llm-window onllm-answer={({detail}) => detail.weather} />;',
        '// @ts-expect-error -- there is no such property',
        'export const property = <llm-window wether="fine" />;',
      ].join('\n'),
    );
    expect(typeErrors('app.tsx', '--jsx', 'react-jsx', '--jsxImportSource', 'any-jsx')).to.equal('');
  });

  it('describes the element: attributes, events, slots, parts, tokens, states', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'node_modules/llm-window/dist/custom-elements.json'), 'utf8')) as {modules: {declarations?: Record<string, {name?: string}[]>[]}[]};
    const [element] = manifest.modules.flatMap(({declarations = []}) => declarations).filter(({tagName}) => (tagName as unknown) === 'llm-window');
    const names = (kind: string) => element?.[kind]?.map(({name}) => name);
    expect(names('attributes')).to.have.members(['server', 'models', 'question', 'placeholder', 'mode', 'open', 'shortcut', 'history', 'share', 'vitals', 'verbosity', 'protocol']);
    expect(names('events')).to.have.members(['llm-ask', 'llm-answer', 'llm-error', 'llm-citation', 'llm-feedback', 'llm-toggle']);
    expect(names('slots')).to.have.members(['empty', 'launcher']);
    expect(names('cssParts')).to.include.members(['frame', 'form__box', 'answer__footnote', 'answer__image', 'answer__diagram', 'sources__trust']);
    expect(names('cssProperties')).to.include('--llm-accent').and.to.have.length(15);
    expect(names('cssStates')).to.have.members(['empty', 'streaming', 'reconnecting', 'done', 'stopped', 'error']);
    // A part, an event, a state, a token that the sources have and the manifest lacks would be one that nobody can find.
    const sources = await readSources();
    const found = (pattern: RegExp) => new Set([...sources.matchAll(pattern)].map(([, name]) => name));
    expect(names('cssProperties')).to.have.members([...found(/var\((--llm-[a-z-]+)/g)]);
    for (const name of ['llm-window', 'window-foot', 'window-launcher', 'window-bar', 'turn-view']) {
      const drawn = await readFile(join(root, `client/elements/${name}.ts`), 'utf8');
      for (const part of drawn.matchAll(/ part="([a-z-]+)"/g)) expect(names('cssParts')).to.include(part[1]);
      for (const slot of drawn.matchAll(/<slot name="([a-z-]+)"/g)) expect(names('slots')).to.include(slot[1]);
    }
    for (const file of ['web-types.json', 'vscode.html-custom-data.json', 'vscode.css-custom-data.json', 'jsx.d.ts']) {
      expect(await readFile(join(folder, 'node_modules/llm-window/dist', file), 'utf8')).to.match(/llm-(window|accent)/);
    }
  });
});
