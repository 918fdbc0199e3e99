/** server/adapters - the rate limits that Brave tells with every answer. */

/** One window of a limit. */
export interface RateWindow {
  /** Requests in the window; 0 says that they are not limited. */
  readonly limit: number;
  readonly remaining: number;
  /** Until the window begins anew, in milliseconds. */
  readonly resetMs: number;
  /** Its length, in milliseconds; undefined when the policy does not tell. */
  readonly windowMs: number | undefined;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads the `X-RateLimit-*` headers: comma lists with an entry for each window, paired by place.
 *
 * `Limit: 1, 15000`, `Policy: 1;w=1, 15000;w=2592000`, `Remaining: 0, 14523`, `Reset: 1, 1419704`: one request a second, of which none is
 * left for one second, and 15,000 in thirty days.
 */
export function rateWindows(headers: Headers): RateWindow[] {
  const limits = list(headers, 'limit');
  const policies = list(headers, 'policy');
  const remaining = list(headers, 'remaining');
  const resets = list(headers, 'reset');
  return limits.flatMap((limit, place) => {
    const window: RateWindow = {
      limit: Number(limit),
      remaining: Number(remaining[place] ?? NaN),
      resetMs: 1_000 * Number(resets[place] ?? NaN),
      windowMs: toWindowMs(policies[place]),
    };
    return [window.limit, window.remaining, window.resetMs].every(Number.isFinite) ? [window] : [];
  });
}

/** How long to wait until no window is used up, in milliseconds; undefined when none is. */
export function waitMs(windows: readonly RateWindow[]): number | undefined {
  const usedUp = windows.filter(({limit, remaining}) => limit > 0 && remaining <= 0);
  return usedUp.length > 0 ? Math.max(...usedUp.map(({resetMs}) => resetMs)) : undefined;
}

const list = (headers: Headers, name: string): string[] => {
  const header = headers[`x-ratelimit-${name}`] ?? '';
  return (typeof header === 'string' ? header : header.join(',')).split(',').map((entry) => entry.trim()).filter(Boolean);
};

function toWindowMs(policy: string | undefined): number | undefined {
  const seconds = /;\s*w=(\d+)/.exec(policy ?? '')?.[1];
  return seconds === undefined ? undefined : 1_000 * Number(seconds);
}
