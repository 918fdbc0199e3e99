import {expect} from 'chai';
import {quotaUsedUpForMs, type RateWindow, shortWindows, usedUpForMs} from '../../../server/search/rate-limit.ts';

const month = 2_592_000_000;
const perSecond = (remaining: number, limit = 1): RateWindow => ({limit, remaining, resetMs: 1_000, windowMs: 1_000});
const perMonth = (remaining: number, limit = 15_000): RateWindow => ({limit, remaining, resetMs: 1_419_704_000, windowMs: month});

describe('rate limits', () => {
  it('count requests in windows that are worth waiting for', () => {
    expect(shortWindows([perSecond(0), perMonth(14_000)])).to.deep.equal([{limit: 1, windowMs: 1_000}]);
    expect(shortWindows([perSecond(0, 0)])).to.deep.equal([]);
  });

  it('take the reset for the length of a window whose length is not told', () => {
    expect(shortWindows([{...perSecond(1), resetMs: 0, windowMs: undefined}, {...perSecond(1), resetMs: 10_000, windowMs: undefined}, {...perMonth(1), windowMs: undefined}])).to.deep.equal([
      {limit: 1, windowMs: 1_000},
      {limit: 1, windowMs: 10_000},
    ]);
  });

  it('tell when a window is used up, and when the quota is', () => {
    expect([usedUpForMs([perSecond(0), perMonth(5)]), quotaUsedUpForMs([perSecond(0), perMonth(5)])]).to.deep.equal([1_000, undefined]);
    expect([usedUpForMs([perSecond(1), perMonth(0)]), quotaUsedUpForMs([perSecond(1), perMonth(0)])]).to.deep.equal([undefined, 1_419_704_000]);
    expect(quotaUsedUpForMs([{...perMonth(0), windowMs: undefined}])).to.equal(1_419_704_000);
  });

  it('take a limit of 0 for no limit, not for a used-up one', () => {
    const uncapped = [perSecond(49, 50), perMonth(0, 0)];
    expect([usedUpForMs(uncapped), quotaUsedUpForMs(uncapped)]).to.deep.equal([undefined, undefined]);
  });
});
