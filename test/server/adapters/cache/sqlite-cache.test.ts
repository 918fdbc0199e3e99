import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {expect} from 'chai';
import {CacheTable} from '../../../../server/adapters/cache/cache-table.ts';
import {openCache, SqliteCache} from '../../../../server/adapters/cache/sqlite-cache.ts';
import {cacheContract} from '../../../contract/cache.ts';

const folders: string[] = [];
const newFile = () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-window-cache-'));
  folders.push(folder);
  return join(folder, 'cache.sqlite');
};
const bounds = {ttlMs: 60_000, maxBytes: 10_000_000, getTimeoutMs: 10_000}; // a busy machine is no broken cache
after(() => {
  for (const folder of folders) rmSync(folder, {recursive: true});
});

cacheContract('SqliteCache', () => new SqliteCache({file: newFile(), ...bounds}));

describe('SqliteCache', () => {
  const told: string[] = [];
  const open: SqliteCache[] = [];
  const cacheAt = (file: string, given: Partial<ConstructorParameters<typeof SqliteCache>[0]> = {}) => {
    const cache = new SqliteCache({file, ...bounds, log: (message) => told.push(message), ...given});
    open.push(cache);
    return cache;
  };
  beforeEach(() => told.splice(0));
  afterEach(async () => {
    for (const cache of open.splice(0)) await cache.close();
  });

  it('survives a restart', async () => {
    const file = newFile();
    const first = cacheAt(file);
    first.put('a', [1]);
    await first.get('a');
    await first.close();
    expect(await cacheAt(file).get('a')).to.deep.equal([1]);
  });

  it('makes a new file of one that is broken', async () => {
    const file = newFile();
    writeFileSync(file, 'This is no database, but it is long enough to look at it as one. '.repeat(50));
    const cache = cacheAt(file);
    cache.put('a', [1]);
    expect(await cache.get('a')).to.deep.equal([1]);
    expect(told).to.deep.equal([]);
  });

  it('is empty where nothing can be written, and says so once', async () => {
    const file = newFile();
    mkdirSync(file);
    const cache = cacheAt(file);
    cache.put('a', [1]);
    cache.put('b', [1]);
    expect(await cache.get('a')).to.be.undefined;
    expect(told).to.have.length(1);
    expect(told[0]).to.contain('the cache does not work');
  });

  it('is empty while another process holds the file, and works again after that', async () => {
    const file = newFile();
    const cache = cacheAt(file);
    cache.put('a', [1]);
    await cache.get('a');
    const other = new DatabaseSync(file);
    other.exec('BEGIN EXCLUSIVE');
    cache.put('b', [2]);
    expect(await cache.get('b')).to.be.undefined;
    other.exec('ROLLBACK');
    other.close();
    cache.put('b', [3]);
    expect(await cache.get('b')).to.deep.equal([3]);
  });

  it('does not wait for a worker that does not answer', async () => {
    const cache = cacheAt(newFile(), {getTimeoutMs: 0});
    cache.put('a', [1]);
    expect(await cache.get('a')).to.be.undefined;
    await delay(300);
    expect(await cache.get('a'), 'it rests').to.be.undefined;
  });

  it('drops what comes faster than the disk takes it', async () => {
    const cache = cacheAt(newFile());
    for (let i = 0; i < 100; i += 1) cache.put(`k${i}`, [i]);
    const kept = await Promise.all(Array.from({length: 100}, (_, i) => cache.get(`k${i}`)));
    expect(kept.filter((value) => value !== undefined)).to.have.length(32);
  });

  it('is bounded on the disk', async function () {
    this.timeout(20_000);
    const file = newFile();
    const cache = cacheAt(file, {maxBytes: 1_000_000});
    for (let i = 0; i < 60; i += 1) {
      cache.put(`k${i}`, 'x'.repeat(100_000));
      await cache.get(`k${i}`);
    }
    await cache.close();
    const table = new CacheTable(file, bounds);
    expect(table.bytes()).to.be.at.most(1_000_000);
    expect(Number(new DatabaseSync(file).prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()').get()?.['bytes'])).to.be.below(2_500_000);
    table.close();
  });

  it('answers what is open when it is closed', async () => {
    const cache = cacheAt(newFile());
    const value = cache.get('a');
    await cache.close();
    expect(await value).to.be.undefined;
  });

  it('leaves no timer of a lookup that nobody waits for any more', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const file = newFile();
    const cache = cacheAt(file);
    await cache.get('a');
    const other = new DatabaseSync(file);
    other.exec('BEGIN EXCLUSIVE'); // so that no answer comes by itself
    const before = timers();
    const left = new AbortController();
    const values = [cache.get('a', left.signal), cache.get('b', left.signal)];
    expect(timers()).to.equal(before + 2);
    left.abort();
    expect(timers()).to.equal(before);
    expect(await Promise.all([...values, cache.get('c', left.signal)])).to.deep.equal([undefined, undefined, undefined]);
    other.close();
  });

  it('keeps nothing and removes what was kept when it is off', async () => {
    const file = newFile();
    const cache = cacheAt(file);
    cache.put('a', [1]);
    await cache.get('a');
    await cache.close();
    expect(existsSync(file)).to.be.true;
    expect(openCache({file, ttlMs: 0, maxBytes: 1})).to.be.undefined;
    expect(readdirSync(join(file, '..'))).to.deep.equal([]);
  });

  it('does not make the event loop wait for the disk', async () => {
    const file = newFile();
    const cache = cacheAt(file);
    await cache.get('a');
    const other = new DatabaseSync(file);
    other.exec('BEGIN EXCLUSIVE'); // the worker waits for it, 100 ms each time
    const value = cache.get('a');
    cache.put('b', [1]);
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    await delay(30);
    clearInterval(turning);
    other.exec('ROLLBACK');
    other.close();
    expect(turns).to.be.greaterThan(2);
    await value;
  });
});
