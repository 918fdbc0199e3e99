import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import type {Corpus} from '../../../../server/adapters/corpus/corpus.ts';
import {testFolder, type TestFolder} from '../../../support/corpus-folder.ts';

const tides = '# Tides\n\nThe sea rises and falls.\n\n## Spring tides\n\nThey come with the full moon, when sun and moon pull together.\n';
const bread = '# Bread\n\nFlour, water and salt. The full recipe needs a warm kitchen.\n';

describe('openCorpus', () => {
  let folder: TestFolder;
  let corpus: Corpus;
  beforeEach(() => {
    folder = testFolder({'sea/tides.md': tides, 'bread.md': bread});
    corpus = folder.open();
  });
  afterEach(() => folder.close());

  const found = async (...terms: string[]) => (await corpus.search({text: terms.join(' '), count: 10})).map(({path}) => path);
  const changes = async () => {
    const {documents, added, changed, removed} = await corpus.refresh();
    return {documents, added, changed, removed};
  };

  it('indexes a folder, and says how long it took', async () => {
    const {ms, ...counts} = await corpus.refresh();
    expect(counts).to.deep.equal({documents: 2, added: 2, changed: 0, removed: 0});
    expect(ms).to.be.greaterThan(0);
    expect(await corpus.count()).to.equal(2);
  });

  it('points at the heading, and shows the passage that matches', async () => {
    await corpus.refresh();
    const [hit = expect.fail('no hit')] = await corpus.search({text: 'moon', count: 10});
    expect(hit.docId).to.match(/^[0-9a-f]{16}$/);
    expect(hit).to.deep.equal({
      docId: hit.docId,
      title: 'Tides',
      path: 'docs/sea/tides.md',
      slug: 'spring-tides',
      snippet: 'They come with the full moon, when sun and moon pull together.',
    });
  });

  it('prefers the document with more of the terms', async () => {
    await corpus.refresh();
    expect(await found('full', 'moon')).to.deep.equal(['docs/sea/tides.md', 'docs/bread.md']);
    expect(await found('full', 'kitchen')).to.deep.equal(['docs/bread.md', 'docs/sea/tides.md']);
  });

  it('finds words whatever their case, accents and endings', async () => {
    folder.write('coffee.md', '# Café\n\nBaristas were brewing.\n');
    folder.write('chinese.md', '# 潮汐\n\n月亮的引力引起潮汐。\n');
    await corpus.refresh();
    expect(await found('CAFES')).to.deep.equal(['docs/coffee.md']);
    expect(await found('brewed')).to.deep.equal(['docs/coffee.md']);
    expect(await found('引力')).to.deep.equal(['docs/chinese.md']);
  });

  it('tells a document once', async () => {
    folder.write('many.md', '# One\n\nmoon\n\n# Two\n\nmoon\n\n# Three\n\nmoon\n');
    await corpus.refresh();
    expect((await found('moon')).filter((path) => path === 'docs/many.md')).to.have.lengthOf(1);
  });

  it('tells documents that say the same once', async () => {
    folder.write('copy/tides.md', tides);
    await corpus.refresh();
    expect(await found('moon')).to.have.lengthOf(1);
  });

  it('tells the document of a package once, in however many versions it is installed', async () => {
    folder.write('node_modules/tide/readme.md', '# tide 2\n\nThe moon, now faster.\n');
    folder.write('node_modules/sea/node_modules/tide/readme.md', '# tide 1\n\nThe moon.\n');
    folder.write('node_modules/sea/readme.md', '# sea\n\nHas a moon.\n');
    corpus = folder.open({dataDir: `${folder.dataDir}-of-packages`, folder: {include: 'markdown', path: `${folder.path}/node_modules`, label: 'packages'}});
    await corpus.refresh();
    expect((await found('moon')).map((path) => path.replace(/^.*\/(?=[^/]+\/readme)/, '')).sort()).to.deep.equal(['sea/readme.md', 'tide/readme.md']);
  });

  it('finds nothing, rather than everything, where there is nothing to look for', async () => {
    await corpus.refresh();
    for (const terms of [[], [''], ['  '], ['***'], ['"'], ['nowhere']]) expect(await found(...terms), terms.join()).to.deep.equal([]);
  });

  it('follows its files: new, changed and gone', async () => {
    await corpus.refresh();
    expect(await changes()).to.deep.equal({documents: 2, added: 0, changed: 0, removed: 0});
    folder.write('moon.md', '# Moon\n\nA satellite.\n');
    folder.write('bread.md', '# Bread\n\nNow with yeast.\n');
    folder.remove('sea');
    expect(await changes()).to.deep.equal({documents: 2, added: 1, changed: 1, removed: 1});
    expect(await found('satellite')).to.deep.equal(['docs/moon.md']);
    expect(await found('yeast')).to.deep.equal(['docs/bread.md']);
    expect(await found('flour')).to.deep.equal([]);
    expect(await found('tides')).to.deep.equal([]);
  });

  it('keeps its index for the next time', async () => {
    await corpus.refresh();
    await corpus.close();
    corpus = folder.open();
    expect(await found('moon')).to.deep.equal(['docs/sea/tides.md']);
    expect(await changes()).to.deep.equal({documents: 2, added: 0, changed: 0, removed: 0});
  });

  it('gives documents, and their addresses stay', async () => {
    await corpus.refresh();
    const [{docId} = expect.fail('no hit')] = await corpus.search({text: 'moon', count: 1});
    expect(await corpus.document(docId)).to.deep.equal({docId, title: 'Tides', format: 'markdown', text: tides, path: 'docs/sea/tides.md'});
    expect(await corpus.document('../../etc/passwd')).to.equal(undefined);
    folder.write('sea/tides.md', tides.replace('full moon', 'new moon'));
    await corpus.refresh();
    expect((await corpus.document(docId))?.text).to.include('new moon');
  });

  it('joins a refresh that is under way', async () => {
    const [one, other] = await Promise.all([corpus.refresh(), corpus.refresh()]);
    expect(one).to.deep.equal(other);
  });

  it('answers while it indexes', async () => {
    for (let i = 0; i < 300; i++) folder.write(`many/${i}.md`, `# Number ${i}\n\n${`Paragraph about ${i} things. `.repeat(200)}\n`);
    const done = new AbortController();
    const refresh = corpus.refresh().finally(() => done.abort());
    let answers = 0;
    while (!done.signal.aborted) {
      await corpus.search({text: 'things', count: 3});
      answers++;
    }
    expect((await refresh).documents).to.equal(302);
    expect(answers).to.be.greaterThan(2);
  });

  it('can be shared by two processes that both index', async () => {
    for (let i = 0; i < 50; i++) folder.write(`many/${i}.md`, `# Number ${i}\n\n${'Some text. '.repeat(500)}\n`);
    const other = folder.open();
    const reports = await Promise.all([corpus.refresh(), other.refresh()]);
    expect(reports.map(({documents}) => documents)).to.deep.equal([52, 52]);
    expect((await corpus.search({text: 'moon', count: 10})).length).to.equal(1);
    expect(await other.count()).to.equal(52);
  });

  it('builds a corrupt index anew', async () => {
    await corpus.refresh();
    await corpus.close();
    writeFileSync(join(folder.dataDir, 'corpus.sqlite'), 'this is no database at all, but long enough to look like one '.repeat(100));
    corpus = folder.open();
    expect(await changes()).to.deep.equal({documents: 2, added: 2, changed: 0, removed: 0});
    expect(await found('moon')).to.deep.equal(['docs/sea/tides.md']);
  });

  it('builds an index anew that turns out to be corrupt when it is used', async () => {
    for (let i = 0; i < 100; i++) folder.write(`many/${i}.md`, `# Number ${i}\n\n${`Word${i} moon. `.repeat(300)}\n`);
    await corpus.refresh();
    await corpus.close();
    const file = join(folder.dataDir, 'corpus.sqlite');
    // The first page, with the schema, stays; the rest is overwritten.
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4_096);
    writeFileSync(file, bytes);
    const lines: string[] = [];
    corpus = folder.open({log: (line) => lines.push(line)});
    await corpus.search({text: 'moon', count: 5});
    expect((await corpus.refresh()).documents).to.equal(102);
    expect(await found('kitchen')).to.deep.equal(['docs/bread.md']);
    expect(lines.join()).to.include('built anew');
  });

  it('begins anew with an index of another version', async () => {
    await corpus.refresh();
    await corpus.close();
    const {DatabaseSync} = await import('node:sqlite');
    const database = new DatabaseSync(join(folder.dataDir, 'corpus.sqlite'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    corpus = folder.open();
    expect(await corpus.count()).to.equal(0);
    expect(await changes()).to.deep.equal({documents: 2, added: 2, changed: 0, removed: 0});
  });

  it('rejects when it can keep no index, and works once it can', async () => {
    const other = folder.open({dataDir: join(folder.path, 'bread.md')});
    const error: unknown = await other.count().catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error);
    folder.remove('bread.md');
    expect(await other.count()).to.equal(0);
  });

  it('drops the answer to a call that was given up', async () => {
    await corpus.refresh();
    const left = new AbortController();
    const answer = corpus.search({text: 'moon', count: 1}, left.signal);
    left.abort(new Error('no longer wanted'));
    expect(await answer.catch((error: unknown) => error)).to.have.property('message', 'no longer wanted');
    expect(await corpus.search({text: 'moon', count: 1}, AbortSignal.abort(new Error('never wanted'))).catch((error: unknown) => error)).to.have.property('message', 'never wanted');
  });

  it('rejects what is under way when it is closed, and opens again when it is called', async () => {
    const refresh = corpus.refresh().catch((error: unknown) => error);
    await corpus.close();
    expect(await refresh).to.have.property('message', 'The corpus was closed');
    expect((await corpus.refresh()).documents).to.equal(2);
  });

  it('takes in the longest text without spaces that it reads', async () => {
    folder.write('chinese.md', '月亮的引力引起潮汐，每天两次涨潮。'.repeat(38_000));
    expect((await corpus.refresh()).documents).to.equal(3);
    expect(await found('引力')).to.deep.equal(['docs/chinese.md']);
  });

  describe('with a file that its worker dies of', () => {
    const worker = new URL('../../../support/mortal-corpus-worker.ts', import.meta.url);
    const lines: string[] = [];
    const open = (watch: boolean) => {
      lines.length = 0;
      corpus = folder.open({worker, watch, log: (line) => lines.push(line)});
    };

    it('leaves it out, says so, and takes in the others', async () => {
      folder.write('a/deadly.md', '# Poison\n');
      folder.write('z/deadly.md', '# Poison\n');
      open(false);
      expect(await changes()).to.include({documents: 2});
      expect(await found('kitchen')).to.deep.equal(['docs/bread.md']);
      expect(lines.toSorted()).to.deep.equal(['a', 'z'].map((name) => `leaves out docs/${name}/deadly.md until it changes: the corpus worker failed at it`));
    });

    it('keeps what it had of it, and reads it once it changes', async () => {
      folder.write('deadly.md', '# Harmless, full of words\n');
      await corpus.refresh();
      await corpus.close();
      folder.write('deadly.md', '# Poison\n');
      open(false);
      expect((await corpus.refresh()).documents).to.equal(3);
      expect(await found('harmless')).to.deep.equal(['docs/deadly.md']);
      folder.write('deadly.md', '# Medicine\n');
      await corpus.refresh();
      expect(await found('medicine')).to.deep.equal(['docs/deadly.md']);
    });

    it('goes on following changes when it comes later', async () => {
      open(true);
      await corpus.refresh();
      folder.write('deadly.md', '# Poison\n');
      for (let tries = 0; tries < 300 && lines.length === 0; tries++) await sleep(20);
      await corpus.refresh();
      folder.write('moon.md', '# Moon\n\nA satellite.\n');
      for (let tries = 0; tries < 300 && (await found('satellite')).length === 0; tries++) await sleep(20);
      expect(await found('satellite')).to.deep.equal(['docs/moon.md']);
    });
  });

  it('leaves nothing beside its index', async () => {
    await corpus.refresh();
    await corpus.close();
    expect(statSync(join(folder.dataDir, 'corpus.sqlite')).size).to.be.greaterThan(0);
    expect(() => statSync(join(folder.dataDir, 'corpus.sqlite-wal'))).to.throw(/ENOENT/);
  });

  it('does not keep a process alive that has nothing else to do', async () => {
    const script = `
      import {openCorpus} from ${JSON.stringify(new URL('../../../../server/adapters/corpus/corpus.ts', import.meta.url).href)};
      const corpus = openCorpus({folders: [{path: ${JSON.stringify(folder.path)}, include: 'all', label: 'docs'}], dataDir: ${JSON.stringify(folder.dataDir)}});
      console.log((await corpus.refresh()).documents);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {stdio: ['ignore', 'pipe', 'inherit']});
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number];
    expect({code, output}).to.deep.equal({code: 0, output: '2\n'});
  });
});
