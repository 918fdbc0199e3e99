import {expect} from 'chai';
import type {Analysis} from '../../../server/pipeline/handoff.ts';
import {planAsks} from '../../../server/search/plan-asks.ts';
import type {SearchWishes} from '../../../shared/ask-request.ts';
import {questionAsked} from '../../support/evidence.ts';
import {fakeSearchProvider} from '../../support/fake-search-provider.ts';

describe('planAsks', () => {
  const web = fakeSearchProvider({}, 'web');
  const corpus = {...fakeSearchProvider({}, 'corpus'), timeless: true};
  const plan = (given: Partial<Analysis> = {}, search: SearchWishes = {}) =>
    planAsks({query: 'x', variant: 1, count: 5}, questionAsked({search}), {queries: ['x'], language: 'en', terms: [], intent: 'answer', ...given}, [web, corpus]).map(
      ({provider: {name}, request: {query: _, variant: _variant, count: _count, language: _language, ref, ...limits}, guessed = false}) => {
        expect(ref).to.equal('0123456789ab');
        return {name, ...limits, ...(guessed && {guessed})};
      },
    );

  it('asks each provider once', () => {
    expect(plan()).to.deep.equal([{name: 'web'}, {name: 'corpus'}]);
    const wishes: SearchWishes = {freshness: 'day', country: 'DE', domains: {deny: ['a.example']}};
    expect(plan({}, wishes)).to.deep.equal([{name: 'web', ...wishes}, {name: 'corpus', ...wishes}]);
  });

  it('lets a guessed time limit the first ask only, of providers that know of time', () => {
    expect(plan({freshness: 'week'})).to.deep.equal([{name: 'web', freshness: 'week', guessed: true}, {name: 'web'}, {name: 'corpus'}]);
    expect(plan({freshness: 'week'}, {freshness: 'year'})).to.deep.equal([{name: 'web', freshness: 'year'}, {name: 'corpus', freshness: 'year'}]);
  });

  it('lets a site that is named limit the first ask, and all of them where no other is wanted', () => {
    const domains = {allow: ['mdn.example']};
    expect(plan({sites: ['mdn.example']})).to.deep.equal([{name: 'web', domains, guessed: true}, {name: 'web'}, {name: 'corpus', domains, guessed: true}, {name: 'corpus'}]);
    expect(plan({sites: ['mdn.example'], onlySites: true})).to.deep.equal([{name: 'web', domains}, {name: 'corpus', domains}]);
  });

  it('lets the wish of the reader win', () => {
    const domains = {allow: ['a.example'], deny: ['b.example']};
    expect(plan({sites: ['mdn.example']}, {domains})).to.deep.equal([{name: 'web', domains}, {name: 'corpus', domains}]);
    expect(plan({sites: ['mdn.example'], onlySites: true}, {domains: {deny: ['b.example']}})).to.deep.equal(
      ['web', 'corpus'].map((name) => ({name, domains: {deny: ['b.example'], allow: ['mdn.example']}})),
    );
  });
});
