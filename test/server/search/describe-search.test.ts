import {expect} from 'chai';
import {describeSearch} from '../../../server/search/describe-search.ts';
import type {ProviderState} from '../../../server/search/search-provider.ts';
import {fakeSearchProvider} from '../../support/fake-search-provider.ts';

describe('describeSearch', () => {
  const limited = (name: string, state: ProviderState) => ({...fakeSearchProvider({}, name), state: () => state});

  it('tells each provider’s limits and queue', () => {
    expect(describeSearch([limited('brave', {status: 'rate-limited', waiting: 3}), fakeSearchProvider({}, 'corpus')])).to.deep.equal({
      ok: true,
      detail: {providers: 'brave, corpus', brave: 'rate-limited', 'brave-waiting': 3},
    });
  });

  it('is not ready when no provider can be asked', () => {
    const usedUp = limited('brave', {status: 'quota-exhausted', waiting: 0});
    expect(describeSearch([usedUp]).ok).to.equal(false);
    expect(describeSearch([usedUp, fakeSearchProvider({}, 'corpus')]).ok).to.equal(true);
  });
});
