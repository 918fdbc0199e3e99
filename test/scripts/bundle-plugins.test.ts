import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import {build, type BuildOptions} from 'esbuild';
import {lazyModules} from '../../scripts/lazy-modules.ts';
import {minifyStyles} from '../../scripts/minify-styles.ts';

describe('the bundle’s plugins', () => {
  let folder = '';
  const bundle = async (files: Readonly<Record<string, string>>, options: BuildOptions): Promise<string> => {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    await build({entryPoints: [join(folder, 'entry.ts')], outdir: join(folder, 'out'), bundle: true, format: 'esm', logLevel: 'silent', ...options});
    return await readFile(join(folder, 'out/entry.js'), 'utf8');
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  });
  afterEach(() => rm(folder, {recursive: true}));

  it('minify style sheets, and keep what they mean', async () => {
    const sheet = 'css`\n  /* why */\n  q::before {\n    content: "“";\n  }\n`';
    const entry = await bundle({'entry.ts': "export {sheet} from './x.styles.ts';", 'x.styles.ts': `declare const css: (text: TemplateStringsArray) => string;\nexport const sheet = ${sheet};`}, {plugins: [minifyStyles], charset: 'utf8'});
    expect(entry).to.include('css`q:before{content:"“"}`');
  });

  it('leave a sheet that is put together at run time, or has escapes, as it is', async () => {
    const entry = await bundle({'entry.ts': "export {sheet} from './x.styles.ts';", 'x.styles.ts': 'declare const css: (text: TemplateStringsArray, ...parts: string[]) => string;\nexport const sheet = css`a { color: ${"red"}; }`;\nexport const other = css`q { content: "\\\\201d" }`;'}, {plugins: [minifyStyles]});
    expect(entry).to.include('a { color: ').and.to.include(String.raw`content: "\\201d"`);
  });

  it('make one hashed file of each lazy module, and leave the entry alone', async () => {
    const files = {'entry.ts': "import {shared} from './shared.ts';\nexport const load = () => import('./late.ts');\nconsole.log(shared);", 'late.ts': "export {shared} from './shared.ts';", 'shared.ts': "export const shared = 'both need this';"};
    const entry = await bundle(files, {plugins: [lazyModules(join(folder, 'out'), {bundle: true, format: 'esm'})]});
    const [chunk = ''] = await readdir(join(folder, 'out/chunks'));
    expect(chunk).to.match(/^late-[A-Z0-9]{8}\.js$/);
    expect(entry).to.include(`import("./chunks/${chunk}")`).and.to.include('both need this');
    expect(await readFile(join(folder, 'out/chunks', chunk), 'utf8')).to.include('both need this').and.not.to.include('import');
  });
});
