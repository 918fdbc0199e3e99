import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect} from 'chai';
import {detach} from '../../../server/enrichment/detach.ts';
import {htmlToBlocks} from '../../../server/enrichment/html-to-blocks.ts';

/** Bytes of the heap that are in use after a collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
}

describe('detach', () => {
  it('copies the text', () => {
    for (const text of ['', 'Tides', 'приливы', '潮汐 🌊']) expect(detach(text)).to.equal(text);
  });

  it('lets a page go while its title is kept', () => {
    const before = heapUsed();
    const titles = Array.from({length: 10}, (_, i) => htmlToBlocks(`<title>Title-of-page-number-${i}</title><p>${'x'.repeat(2_000_000)}`).title);
    expect(heapUsed() - before).to.be.lessThan(10_000_000);
    expect(new Set(titles).size).to.equal(10);
  });
});
