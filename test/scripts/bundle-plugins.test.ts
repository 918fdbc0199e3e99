import {mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {expect} from 'chai';
import {build, type BuildOptions} from 'esbuild';
import {ChunkGraph} from '../../scripts/chunk-graph.ts';
import {buildChunks, type Chunk} from '../../scripts/join-chunks.ts';
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
  const chunk = (path: string, source?: string, imports: readonly string[] = []): Chunk => ({path, source, imports});

  it('tells what is needed first, with an answer, and only by some', () => {
    const chunks = [
      chunk('core.js', 'client/elements/define-elements.ts', ['lit.js']),
      chunk('lit.js'),
      chunk('result.js', 'client/answering.ts', ['core.js', 'more.js']),
      chunk('more.js'),
      chunk('german.js', 'client/words/german.ts'),
    ];
    const graph = new ChunkGraph(chunks);
    expect(chunks.map(({path}) => `${path}: ${graph.needOf(path)}`)).to.deep.equal(['core.js: first', 'lit.js: first', 'result.js: answer', 'more.js: answer', 'german.js: extra']);
    expect(graph.pathOf('client/words/german.ts')).to.equal('german.js');
  });
});

describe('buildChunks', () => {
  it('keeps what is there already when another script is asked for in one script, with its licence and its map beside it', async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'chunks-')));
    const files = {
      'core.js': "import {said} from './both.js';\nexport const start = async () => `${said} ${(await import('./later.js')).answer()}`;",
      'later.js': "import {said} from './both.js';\nexport const answer = () => `and ${said}`;",
      'both.js': "/*! Licensed as it is. */\nexport const said = 'heard';",
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const chunks = await buildChunks('core.js', {absWorkingDir: folder, outdir: join(folder, 'out'), bundle: true, format: 'esm'});
    const [core = '', later = ''] = chunks.map(({path}) => path);
    expect(chunks).to.deep.equal([
      {path: core, source: 'core.js', imports: []},
      {path: later, source: 'later.js', imports: [core]},
    ]);
    expect(await (await import(join(folder, 'out', core)) as {start: () => Promise<string>}).start()).to.equal('heard and heard');
    expect(await readFile(join(folder, 'out', `${core}.LEGAL.txt`), 'utf8')).to.include('Licensed as it is.');
    const {sources} = JSON.parse(await readFile(join(folder, 'out', `${core}.map`), 'utf8')) as {sources: readonly string[]};
    expect(sources.map((path) => resolve(folder, 'out/chunks', path))).to.have.members([join(folder, 'both.js'), join(folder, 'core.js')]);
    await rm(folder, {recursive: true});
  });
});
