import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {expect} from 'chai';
import {type CacheBounds, CacheTable} from '../../../../server/adapters/cache/cache-table.ts';

describe('CacheTable', () => {
  let folder: string;
  const open: CacheTable[] = [];
  const table = (bounds: Partial<CacheBounds> = {}) => {
    const opened = new CacheTable(join(folder, 'cache.sqlite'), {ttlMs: 1_000, maxBytes: 1_000, ...bounds});
    open.push(opened);
    return opened;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'llm-window-cache-'));
  });
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
    rmSync(folder, {recursive: true});
  });

  it('forgets what is too old, and what is from the future', () => {
    const cache = table();
    cache.put('a', '1', 5_000);
    expect([4_999, 5_000, 5_999, 6_000].map((now) => cache.get('a', now))).to.deep.equal([undefined, '1', '1', undefined]);
  });

  it('drops what is too old from the disk when something is put', () => {
    const cache = table();
    cache.put('a', '1', 5_000);
    cache.put('b', '22', 7_000);
    expect(cache.bytes()).to.equal(2);
  });

  it('lets the oldest make room', () => {
    const cache = table();
    for (let i = 0; i < 50; i += 1) cache.put(`k${i}`, 'x'.repeat(100), 5_000 + i);
    expect(cache.bytes()).to.be.within(200, 1_000);
    expect(cache.get('k49', 5_100)).to.not.be.undefined;
    expect(cache.get('k0', 5_100)).to.be.undefined;
  });

  it('does not keep what is large by itself, and forgets the older value under that key', () => {
    const cache = table();
    cache.put('a', 'small', 5_000);
    cache.put('a', 'x'.repeat(300), 5_001);
    expect(cache.get('a', 5_002)).to.be.undefined;
  });

  it('measures bytes, not characters', () => {
    const cache = table();
    cache.put('a', '潮汐', 5_000);
    expect(cache.bytes()).to.equal(6);
  });

  it('survives a restart; a shorter life than before holds for what is there', () => {
    table().put('a', '1', 5_000);
    expect(table().get('a', 5_500)).to.equal('1');
    expect(table({ttlMs: 100}).get('a', 5_500)).to.be.undefined;
  });

  it('adds up sizes without reading the values, of which each has pages of its own', () => {
    table().put('a', 'x'.repeat(200), 5_000);
    const database = new DatabaseSync(join(folder, 'cache.sqlite'));
    const [step] = database.prepare('EXPLAIN QUERY PLAN SELECT total(size) FROM entries').all();
    database.close();
    expect(step?.['detail']).to.contain('COVERING INDEX');
  });
});
