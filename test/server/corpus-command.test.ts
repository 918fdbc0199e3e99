/** `npm run corpus`, as its users run it: real processes, beside a corpus that another process has open. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {expect} from 'chai';
import {testFolder, type TestFolder} from '../support/corpus-folder.ts';

const root = resolve(import.meta.dirname, '../..');
const [program = '', ...script] = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {scripts: {corpus: string}}).scripts.corpus.split(' ');

describe('npm run corpus', function () {
  this.timeout(30_000);
  let folder: TestFolder;
  beforeEach(() => (folder = testFolder({'tides.md': '# Tides\n\nThe moon.\n\n## More\n\nWater.\n', 'bread.md': '# Bread\n\nFlour.\n'})));
  afterEach(() => folder.close());

  const run = async (...args: readonly string[]) => {
    const {PATH = '', HOME = ''} = process.env;
    const child = spawn(program === 'node' ? process.execPath : program, [...script, ...args], {cwd: root, env: {PATH, HOME, CORPUS: folder.path, DATA_DIR: folder.dataDir}, stdio: ['ignore', 'pipe', 'pipe']});
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return {code, stdout, stderr};
  };
  const index = () => join(folder.dataDir, 'corpus.sqlite');
  /** The command calls a folder by its name. */
  const open = () => folder.open({folder: {label: 'documents'}});

  it('says that there is no index, and makes none', async () => {
    const {code, stdout, stderr} = await run('status');
    expect(stderr).to.equal('');
    expect(code).to.equal(1);
    expect(stdout).to.match(/^Index +\S+corpus\.sqlite, 0\.0 MB: none yet; /);
    expect(stdout).to.match(/^Files +2 not indexed, 0 changed since, 0 gone$/m);
    expect(() => statSync(index())).to.throw(/ENOENT/);
  });

  it('builds an index, tells what is in it, and when it is behind', async () => {
    expect(await run('rebuild')).to.include({code: 0, stderr: ''}).and.to.have.property('stdout').that.matches(/^Indexed 2 documents in [\d.]+ s\.\n$/);
    const status = await run('status');
    expect(status).to.include({code: 0, stderr: ''});
    expect(status.stdout).to.match(/MB: sound$/m).and.to.match(/^Documents +2 in 3 sections\n +2 in documents\nFiles +all as they are indexed\nIn use +no$/m);
    folder.write('bread.md', '# Bread\n\nRye.\n');
    folder.write('new.md', '# New\n');
    folder.remove('tides.md');
    const behind = await run('status');
    expect(behind.code).to.equal(1);
    expect(behind.stdout).to.match(/^Files +1 not indexed, 1 changed since, 1 gone$/m);
  });

  it('works beside a process that uses the index, which sees what is new', async () => {
    const corpus = open();
    await corpus.refresh();
    expect((await run('status')).stdout).to.match(/^In use +yes$/m);
    folder.write('bread.md', '# Bread\n\nNow with yeast.\n');
    folder.remove('tides.md');
    const {code, stdout} = await run('rebuild');
    expect(code).to.equal(0);
    expect(stdout).to.match(/^The index is in use.*\nIndexed 1 documents in [\d.]+ s; 1 that are gone were removed\.\n$/);
    expect((await corpus.search({text: 'yeast', count: 5})).map(({path}) => path)).to.deep.equal(['documents/bread.md']);
    expect(await corpus.count()).to.equal(1);
  });

  it('reads also what seems unchanged', async () => {
    await run('rebuild');
    const corpus = open();
    const {docId} = (await corpus.search({text: 'flour', count: 1}))[0]!;
    await corpus.close();
    const {DatabaseSync} = await import('node:sqlite');
    const database = new DatabaseSync(index());
    database.exec("UPDATE documents SET text = 'gone wrong'");
    database.close();
    await run('rebuild');
    expect((await open().document(docId))?.text).to.equal('# Bread\n\nFlour.\n');
  });

  it('says that an index is damaged or of another version, and mends it', async () => {
    await run('rebuild');
    const sound = readFileSync(index());
    writeFileSync(index(), 'this is no database at all, but long enough to look like one '.repeat(100));
    expect(await run('status')).to.include({code: 1}).and.to.have.property('stdout').that.matches(/MB: damaged; /);
    expect(readFileSync(index(), 'utf8'), 'status changes nothing').to.match(/^this is no database/);
    expect(await run('rebuild')).to.include({code: 0});
    expect(await run('status')).to.include({code: 0});
    sound.writeUInt32BE(999, 60); // user_version
    writeFileSync(index(), sound);
    expect(await run('status')).to.include({code: 1}).and.to.have.property('stdout').that.matches(/MB: of another version; /);
  });

  it('refuses what it does not know in one line, with exit code 2', async () => {
    expect(await run()).to.include({code: 2});
    expect(await run('mend')).to.deep.equal({code: 2, stdout: '', stderr: 'llm-window: "mend" is neither status nor rebuild\n'});
    expect(await run('status', '--colour')).to.deep.equal({code: 2, stdout: '', stderr: "llm-window: Unknown option '--colour'; --help lists the settings\n"});
    expect(await run('status', '--corpus', 'nowhere')).to.deep.equal({code: 2, stdout: '', stderr: 'llm-window: CORPUS names "nowhere", which is no folder\n'});
    const help = await run('--help');
    expect(help.code).to.equal(0);
    expect(help.stdout).to.contain('rebuild');
  });
});
