import {expect} from '@open-wc/testing';
import {Numbers} from '../../../client/words/numbers.ts';

const say = new Numbers('en');
const queries = {one: '# query', other: '# queries'};

describe('numbers', () => {
  it('groups counts and knows one from many', () => {
    expect(say.count(1_240)).to.equal('1,240');
    expect([0, 1, 2].map((count) => say.plural(count, queries))).to.deep.equal(['0 queries', '1 query', '2 queries']);
  });

  it('says times in the unit that fits', () => {
    expect([0, 8.4, 99.4, 340, 1_250, 12_400, 125_000].map(say.ms)).to.deep.equal(['0 ms', '8 ms', '99 ms', '0.34 s', '1.3 s', '12 s', '2 min 5 s']);
  });

  it('says sizes in the unit that fits', () => {
    expect([512, 48_200, 1_240_000].map(say.bytes)).to.deep.equal(['512 B', '48 KB', '1.2 MB']);
  });

  it('lists as one writes', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(say.list)).to.deep.equal(['', 'a', 'a and b', 'a, b, and c']);
  });

  it('says dates that are dates, and leaves other words alone', () => {
    expect(say.date('2026-11-23')).to.equal('November 23, 2026');
    expect(say.date('3 days ago')).to.equal('3 days ago');
  });

  it('counts, groups and abbreviates as another language does', () => {
    const german = new Numbers('de', {s: 'Sek.'});
    expect(german.count(1_240)).to.equal('1.240');
    expect(german.ms(340)).to.equal('0,34 Sek.');
    const arabic = new Numbers('ar-EG');
    const pages = {zero: 'صفر', one: 'صفحة', two: 'صفحتان', few: '# صفحات', many: '# صفحة', other: '# صفحة'};
    expect([1, 2, 3].map((count) => arabic.plural(count, pages))).to.deep.equal(['صفحة', 'صفحتان', '٣ صفحات']);
  });
});
