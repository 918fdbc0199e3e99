import {glob, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {expect} from 'chai';
import {build, type BuildOptions} from 'esbuild';
import {ChunkGraph} from '../../scripts/chunk-graph.ts';
import {buildChunks, type Chunk} from '../../scripts/join-chunks.ts';
import {minifyStyles} from '../../scripts/minify-styles.ts';
import {modernLit} from '../../scripts/modern-lit.ts';
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
    expect(entry, 'what only its rules know').to.include('startLine').and.not.to.include('blkIndent');
  });

  it('leave Lit’s sheets what they mean, each made once and when it is adopted', async () => {
    const entry = "import {adoptStyles, css, unsafeCSS} from 'lit';\nexport const adopt = (root) => adoptStyles(root, [sheet, sheet]);\nconst inner = css`b { top: ${1}px; }`;\nconst sheet = css`a {} ${inner} ${unsafeCSS('i {}')}`;";
    // What Lit asks of a page as it is loaded stands in front.
    const banner = {js: "const made = [];\nglobalThis.made = made;\nconst document = {createTreeWalker() {}};\nconst HTMLElement = class {};\nconst CSSStyleSheet = class { replaceSync(text) { made.push(text); } };"};
    const built = await bundle({'entry.ts': entry}, {plugins: [modernLit], nodePaths: [join(import.meta.dirname, '../../node_modules')], banner});
    expect(built).not.to.include('litNonce');
    const path = join(folder, 'out/lit.mjs');
    await writeFile(path, built.replace('globalThis.made = made', 'export {made}'));
    const {adopt, made} = (await import(path)) as {readonly adopt: (root: object) => void; readonly made: readonly string[]};
    expect(made).to.deep.equal([]);
    const root: {adoptedStyleSheets?: readonly object[]} = {};
    adopt(root);
    expect(made).to.deep.equal(['a {} b { top: 1px; } i {}']);
    expect(root.adoptedStyleSheets).to.have.lengthOf(2);
    expect(root.adoptedStyleSheets?.[0]).to.equal(root.adoptedStyleSheets?.[1]);
  });

  it('leave the page’s global names alone, which Lit would look for polyfills in and tell its version', async () => {
    const built = await bundle({'entry.ts': "import {html, LitElement} from 'lit';\nconsole.log(html, LitElement);"}, {plugins: [modernLit], nodePaths: [join(import.meta.dirname, '../../node_modules')]});
    expect(built).to.include('_$litElement$').and.not.to.match(/litHtml\w+|litProperty\w+|Versions|PolyfillSupport|HydrateSupport/);
  });

  describe('leave RxJS', () => {
    /** A module's exports, built with the plugin. */
    const load = async (entry: string): Promise<Readonly<Record<string, (...values: readonly unknown[]) => Promise<unknown>>>> => {
      const built = await bundle({'entry.ts': entry}, {plugins: [modernRxjs], nodePaths: [join(import.meta.dirname, '../../node_modules')], conditions: ['es2015']});
      expect(built).not.to.match(/tslib|AsyncScheduler/);
      expect(built, 'what only its classes know').not.to.match(/initialTeardown|_finalizers/);
      const path = join(folder, 'out/entry.mjs');
      await writeFile(path, built);
      return (await import(path)) as Awaited<ReturnType<typeof load>>;
    };

    it('reading observables, promises and arrays, and refusing what would need more', async () => {
      const {read} = await load("import {firstValueFrom, from, of, toArray} from 'rxjs';\nexport const read = (source) => firstValueFrom(from(source ?? of(1)).pipe(toArray()));");
      expect(await read?.([1, 2])).to.deep.equal([1, 2]);
      expect(await read?.(Promise.resolve('later'))).to.deep.equal(['later']);
      expect(await read?.()).to.deep.equal([1]);
      expect(await read?.(new Set([1])).catch(String)).to.include('see scripts/modern-rxjs.ts');
    });

    it('waiting, repeating, merging and mending as ever', async () => {
      const {run} = await load(`
        import {catchError, concat, defer, EMPTY, firstValueFrom, ignoreElements, merge, mergeMap, of, repeat, switchMap, take, takeWhile, throwError, timer, toArray} from 'rxjs';
        export const run = () => {
          let round = 0;
          const once$ = defer(() => merge(of(++round), timer(5).pipe(mergeMap(() => throwError(() => 'broken'))))).pipe(catchError((error) => concat(of(error), timer(1).pipe(take(1), ignoreElements()))));
          const all$ = defer(() => Promise.resolve()).pipe(switchMap(() => concat(EMPTY, once$.pipe(repeat()))), takeWhile((value) => value !== 3, true));
          return firstValueFrom(all$.pipe(toArray()));
        };`);
      expect(await run?.()).to.deep.equal([1, 'broken', 2, 'broken', 3]);
    });

    it('handing on what is read, without what is left out, up to what throws', async () => {
      const {run} = await load(`
        import {catchError, firstValueFrom, mergeMap, of, toArray} from 'rxjs';
        const read = (value) => {
          if (value > 3) throw new Error('broken');
          return value === 2 ? [] : [value * 10, value];
        };
        export const run = () => firstValueFrom(of(1, 2, 3, 4, 5).pipe(mergeMap(read), catchError((error) => of(error.message)), toArray()));`);
      expect(await run?.()).to.deep.equal([10, 1, 30, 3, 'broken']);
    });

    it('with what the client asks of it: one that asks for more has to be written with it', async () => {
      const asked: string[] = [];
      for await (const path of glob('client/**/*.ts', {cwd: join(import.meta.dirname, '../..'), exclude: ['client/dist']})) {
        const [, names] = /import \{([^}]*)\} from 'rxjs';/.exec(await readFile(join(import.meta.dirname, '../..', path), 'utf8')) ?? [];
        asked.push(...(names?.split(',').map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type ')) ?? []));
      }
      expect([...new Set(asked)].toSorted((one, other) => one.localeCompare(other))).to.deep.equal(['catchError', 'concat', 'defer', 'EMPTY', 'ignoreElements', 'merge', 'mergeMap', 'Observable', 'of', 'repeat', 'switchMap', 'take', 'takeWhile', 'throwError', 'timer']);
    });

    it('telling every failure of those that let go', async () => {
      const {fail} = await load("import {Observable} from 'rxjs';\nexport const fail = async () => { const reading = new Observable(() => () => { throw new Error('first'); }).subscribe(); reading.add(() => { throw new Error('second'); }); reading.unsubscribe(); };");
      expect(await fail?.().catch((error: unknown) => (error as {errors: readonly Error[]}).errors.map(({message}) => message))).to.deep.equal(['first', 'second']);
    });
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
