import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {expect} from 'chai';
import {build, type BuildOptions} from 'esbuild';
import {ChunkGraph, fetchTogether} from '../../scripts/chunk-graph.ts';
import {minifyStyles} from '../../scripts/minify-styles.ts';
import {modernRxjs} from '../../scripts/modern-rxjs.ts';
import {slimMarkdown} from '../../scripts/slim-markdown.ts';

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

  it('leave markdown-it without what is not used', async () => {
    const entry = await bundle({'entry.ts': "import MarkdownIt from 'markdown-it';\nconsole.log(MarkdownIt);"}, {plugins: [slimMarkdown], nodePaths: [join(import.meta.dirname, '../../node_modules')], splitting: true});
    expect(entry).to.include('slim/entities.ts').and.not.to.include('node_modules/linkify-it');
  });

  it('leave RxJS without tslib and schedulers of sources, and working', async () => {
    const entry = "import {firstValueFrom, from, toArray} from 'rxjs';\nexport const read = (source) => firstValueFrom(from(source).pipe(toArray()));";
    const built = await bundle({'entry.ts': entry}, {plugins: [modernRxjs], nodePaths: [join(import.meta.dirname, '../../node_modules')], conditions: ['es2015']});
    const path = join(folder, 'out/entry.mjs');
    await writeFile(path, built);
    expect(built).not.to.match(/tslib|scheduleIterable/);
    const {read} = (await import(path)) as {read: (source: unknown) => Promise<unknown>};
    expect(await read([1, 2])).to.deep.equal([1, 2]);
    expect(await read(new Blob(['text']).stream().pipeThrough(new TextDecoderStream()))).to.deep.equal(['text']);
    expect(
      await read(
        (async function* () {
          yield await Promise.resolve(1);
        })(),
      ),
    ).to.deep.equal([1]);
  });
});

describe('ChunkGraph', () => {
  const output = (entryPoint: string | undefined, imports: readonly string[] = []) => ({
    bytes: 1,
    inputs: {},
    exports: [],
    imports: imports.map((path) => ({path: `out/chunks/${path}`, kind: 'import-statement' as const})),
    ...(entryPoint !== undefined && {entryPoint}),
  });
  const graph = new ChunkGraph(
    {
      inputs: {},
      outputs: {
        'out/llm-window.js': output('client/llm-window.ts'),
        'out/chunks/core.js': output('client/elements/define-elements.ts', ['lit.js']),
        'out/chunks/lit.js': output(undefined),
        'out/chunks/result.js': output('client/answering.ts', ['lit.js', 'more.js']),
        'out/chunks/more.js': output(undefined),
        'out/chunks/german.js': output('client/words/german.ts'),
      },
    },
    resolve('out'),
  );

  it('tells what is needed first, with an answer, and only by some', () => {
    const needs = graph.files.map((file) => `${file}: ${graph.needOf(file)}`);
    expect(needs).to.have.members(['chunks/core.js: first', 'chunks/german.js: extra', 'chunks/lit.js: first', 'chunks/more.js: answer', 'chunks/result.js: answer', 'llm-window.js: first']);
  });

  it('lets the entry fetch what the element’s script imports along with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chunks-'));
    const entry = join(folder, 'llm-window.js');
    await writeFile(entry, 'import("./chunks/core.js").then(go)');
    await fetchTogether(entry, graph);
    expect(await readFile(entry, 'utf8')).to.equal('(import("./chunks/lit.js"),import("./chunks/core.js")).then(go)');
    await rm(folder, {recursive: true});
  });
});
