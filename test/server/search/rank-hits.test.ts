import {expect} from 'chai';
import fc from 'fast-check';
import {rankHits, type RankedResult} from '../../../server/search/rank-hits.ts';

const result = (query: string, id: string, rank: number, provider = 'p'): RankedResult => ({
  query,
  provider,
  hit: {id, url: `https://${id}.example/`, title: id, snippet: `${id} for ${query}`, rank},
});
const order = (results: readonly RankedResult[], maxHits = 10) => rankHits(results, {maxHits}).map(({id}) => id);

describe('rankHits', () => {
  it('ranks what several queries found above what one found better', () => {
    expect(order([result('x', 'a', 1), result('x', 'b', 2), result('y', 'c', 1), result('y', 'b', 2)])).to.deep.equal(['b', 'a', 'c']);
  });

  it('adds up 1 / (60 + rank)', () => {
    expect(rankHits([result('x', 'a', 1), result('y', 'a', 3)], {maxHits: 10})[0]?.score).to.be.closeTo(1 / 61 + 1 / 63, 1e-12);
  });

  it('shows a page as it was found first', () => {
    expect(rankHits([result('x', 'a', 2, 'one'), result('y', 'a', 1, 'two')], {maxHits: 10})).to.have.lengthOf(1);
    expect(rankHits([result('x', 'a', 2, 'one'), result('y', 'a', 1, 'two')], {maxHits: 10})[0]).to.include({snippet: 'a for x', provider: 'one', rank: 2});
  });

  it('counts a page once for each query and provider, however often it is among their hits', () => {
    expect(order([result('x', 'a', 1), result('x', 'b', 2), result('x', 'b', 3), result('x', 'b', 4)])).to.deep.equal(['a', 'b']);
  });

  it('keeps the best', () => {
    expect(order([result('x', 'c', 3), result('x', 'a', 1), result('x', 'b', 2)], 2)).to.deep.equal(['a', 'b']);
    expect(order([], 2)).to.deep.equal([]);
  });

  it('keeps a few of each site, the best, and all that are on none', () => {
    const at = (url: string, rank: number) => ({...result('x', url, rank), hit: {...result('x', url, rank).hit, url}});
    const found = ['https://a.site.example/1', 'https://b.site.example/2', 'https://site.example/3', 'https://other.example/', 'http://127.0.0.1/1', 'http://127.0.0.1/2', 'http://127.0.0.1/3'].map((url, place) => at(url, place + 1));
    expect(rankHits(found, {maxHits: 10, maxPerSite: 2}).map(({url}) => url)).to.deep.equal([found[0], found[1], ...found.slice(3)].map((one) => one?.hit.url));
    expect(rankHits(found, {maxHits: 10})).to.have.lengthOf(7);
  });

  it('keeps the best of pages that say nearly the same', () => {
    const snippet = 'The spring tide had reached its highest level in forty years, said the harbour authority.';
    const saying = (id: string, rank: number, text: string) => ({...result('x', id, rank), hit: {...result('x', id, rank).hit, snippet: text}});
    const hits = rankHits([saying('copy', 2, `${snippet} Read on.`), saying('first', 1, snippet), saying('other', 3, 'Something else altogether, of eight words or more.')], {maxHits: 2});
    expect(hits.map(({id}) => id)).to.deep.equal(['first', 'other']);
  });

  it('hands passages on, of whoever had them first', () => {
    const [hit] = rankHits([result('x', 'a', 1), {...result('y', 'a', 1), passages: ['text']}, {...result('z', 'a', 1), passages: ['other']}], {maxHits: 1});
    expect(hit?.passages).to.deep.equal(['text']);
  });

  it('has each page once, in falling order, whatever was found', () => {
    const results = fc.array(
      fc.record({query: fc.constantFrom('x', 'y'), id: fc.constantFrom('a', 'b', 'c', 'd'), rank: fc.integer({min: 1, max: 20})}).map(({query, id, rank}) => result(query, id, rank)),
    );
    fc.assert(
      fc.property(results, fc.nat(5), (found, maxHits) => {
        const hits = rankHits(found, {maxHits});
        const ids = new Set(found.map(({hit}) => hit.id));
        expect(hits).to.have.lengthOf(Math.min(ids.size, maxHits));
        expect(new Set(hits.map(({id}) => id)).size).to.equal(hits.length);
        expect(hits.map(({score}) => score)).to.deep.equal(hits.map(({score}) => score).sort((one, other) => other - one));
      }),
    );
  });
});
