import {expect} from '@open-wc/testing';
import {formatBytes, formatCount, formatCountOf, formatList, formatMs} from '../../../client/words/numbers.ts';

describe('numbers', () => {
  it('groups counts and knows one from many', () => {
    expect(formatCount(1_240)).to.equal('1,240');
    expect([0, 1, 2].map((count) => formatCountOf(count, 'query', 'queries'))).to.deep.equal(['0 queries', '1 query', '2 queries']);
  });

  it('says times in the unit that fits', () => {
    expect([0, 8.4, 99.4, 340, 1_250, 12_400, 125_000].map(formatMs)).to.deep.equal(['0 ms', '8 ms', '99 ms', '0.34 s', '1.3 s', '12 s', '2 min 5 s']);
  });

  it('says sizes in the unit that fits', () => {
    expect([512, 48_200, 1_240_000].map(formatBytes)).to.deep.equal(['512 B', '48 KB', '1.2 MB']);
  });

  it('lists as one writes', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(formatList)).to.deep.equal(['', 'a', 'a and b', 'a, b and c']);
  });
});
