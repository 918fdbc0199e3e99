import {expect} from 'chai';
import {rateWindows, waitMs} from '../../../server/adapters/brave-search-limits.ts';

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

describe('waitMs', () => {
  it('waits for the longest window that is used up', () => {
    expect(waitMs(rateWindows(headers('1, 10', '', '0, 0', '1, 60')))).to.equal(60_000);
    expect(waitMs(rateWindows(headers('1, 10', '', '0, 5', '1, 60')))).to.equal(1_000);
    expect(waitMs(rateWindows(headers('1, 10', '', '1, 5', '1, 60')))).to.equal(undefined);
  });

  it('takes a limit of 0 for no limit, not for a used-up one', () => {
    expect(waitMs(rateWindows(headers('50, 0', '50;w=1, 0;w=2592000', '49, 0', '1, 1419704')))).to.equal(undefined);
  });
});
