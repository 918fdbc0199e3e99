/** server/adapters - the rate limits that Brave tells with every answer. */
import type {RateWindow} from '../search/rate-limit.ts';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads the `X-RateLimit-*` headers: comma lists with an entry for each window, paired by place.
 *
 * `Limit: 1, 15000`, `Policy: 1;w=1, 15000;w=2592000`, `Remaining: 0, 14523`, `Reset: 1, 1419704`: one request a second, of which none is
 * left for one second, and 15,000 in thirty days. `Limit: 50, 0`: the month is not limited.
 * @param secondMs - How long one of their seconds lasts, in milliseconds; a test that has no time shortens it.
 */
export function rateWindows(headers: Headers, secondMs = 1_000): RateWindow[] {
  const limits = list(headers, 'limit');
  const policies = list(headers, 'policy');
  const remaining = list(headers, 'remaining');
  const resets = list(headers, 'reset');
  return limits.flatMap((limit, place) => {
    const seconds = /;\s*w=(\d+)/.exec(policies[place] ?? '')?.[1];
    const window: RateWindow = {
      limit: Number(limit),
      remaining: Number(remaining[place] ?? NaN),
      resetMs: secondMs * Number(resets[place] ?? NaN),
      windowMs: seconds === undefined ? undefined : secondMs * Number(seconds),
    };
    return [window.limit, window.remaining, window.resetMs].every(Number.isFinite) ? [window] : [];
  });
}

const list = (headers: Headers, name: string): string[] => {
  const header = headers[`x-ratelimit-${name}`] ?? '';
  return (typeof header === 'string' ? header : header.join(',')).split(',').map((entry) => entry.trim()).filter(Boolean);
};
