/** test/contract - what every cache keeps to. */
import {expect} from 'chai';
import type {Cache} from '../../server/cache/cache.ts';

/** Describes the contract over one cache. */
export function cacheContract(name: string, make: () => Cache): void {
  describe(`${name} as a Cache`, () => {
    let cache: Cache;
    beforeEach(() => {
      cache = make();
    });
    afterEach(() => cache.close());

    it('gives what it was given', async () => {
      const value = {title: 'Tides 潮汐 \u{1f30a}', blocks: [{kind: 'heading', text: 'A'}], bytes: 3};
      cache.put('page:a', value);
      expect(await cache.get('page:a')).to.deep.equal(value);
    });

    it('has nothing under another key', async () => {
      cache.put('page:a', [1]);
      expect(await cache.get('page:b')).to.be.undefined;
    });

    it('gives the newest', async () => {
      cache.put('page:a', ['old']);
      cache.put('page:a', ['new']);
      expect(await cache.get('page:a')).to.deep.equal(['new']);
    });

    it('does not change with what it gave or was given', async () => {
      const value = {words: ['a']};
      cache.put('page:a', value);
      value.words.push('b');
      ((await cache.get('page:a')) as typeof value).words.push('c');
      expect(await cache.get('page:a')).to.deep.equal({words: ['a']});
    });

    it('answers after it was closed: it has nothing', async () => {
      await cache.close();
      cache.put('page:a', [1]);
      expect(await cache.get('page:a')).to.be.undefined;
    });
  });
}
