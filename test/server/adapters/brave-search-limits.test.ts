import {expect} from 'chai';
import {rateWindows} from '../../../server/adapters/brave-search-limits.ts';

const headers = (limit: string, policy: string, remaining: string, reset: string) => ({
  'x-ratelimit-limit': limit,
  'x-ratelimit-policy': policy,
  'x-ratelimit-remaining': remaining,
  'x-ratelimit-reset': reset,
});

describe('rateWindows', () => {
  it('pairs the entries by place', () => {
    expect(rateWindows(headers('1, 15000', '1;w=1, 15000;w=2592000', '0, 14523', '1, 1419704'))).to.deep.equal([
      {limit: 1, remaining: 0, resetMs: 1_000, windowMs: 1_000},
      {limit: 15_000, remaining: 14_523, resetMs: 1_419_704_000, windowMs: 2_592_000_000},
    ]);
  });

  it('leaves out what it can not read', () => {
    expect(rateWindows({})).to.deep.equal([]);
    expect(rateWindows(headers('1, x', '1;w=1', '0', '1, 2'))).to.deep.equal([{limit: 1, remaining: 0, resetMs: 1_000, windowMs: 1_000}]);
  });
});
