/** server/search - what a provider tells of its limits. */

/** One window of a rate limit, as it stands after an answer. */
export interface RateWindow {
  /** Requests in the window; 0 says that they are not limited. */
  readonly limit: number;
  readonly remaining: number;
  /** Until requests are free again, in milliseconds. */
  readonly resetMs: number;
  /** Its length, in milliseconds; undefined when it is not told. */
  readonly windowMs: number | undefined;
}

/** A window that requests are counted in. */
export interface ShortWindow {
  readonly limit: number;
  readonly windowMs: number;
}

/** Windows up to this long are waited for; a longer one that is used up is a quota. In milliseconds. */
const LONGEST_SHORT_MS = 60_000;
const LEAST_MS = 1_000;

/** The windows that are worth waiting for. A limit of 0 is none; a window whose length is not told is as long as until its reset, a second at least. */
export const shortWindows = (windows: readonly RateWindow[]): ShortWindow[] =>
  windows.flatMap(({limit, resetMs, windowMs = Math.max(resetMs, LEAST_MS)}) => (limit > 0 && windowMs <= LONGEST_SHORT_MS ? [{limit, windowMs}] : []));

/** How long until no short window is used up, in milliseconds; undefined when none is. */
export const usedUpForMs = (windows: readonly RateWindow[]): number | undefined => longestReset(windows.filter((window) => isUsedUp(window) && !isLong(window)));

/** How long until no quota is used up, in milliseconds; undefined when none is. */
export const quotaUsedUpForMs = (windows: readonly RateWindow[]): number | undefined => longestReset(windows.filter((window) => isUsedUp(window) && isLong(window)));

const isUsedUp = ({limit, remaining}: RateWindow): boolean => limit > 0 && remaining <= 0;
const isLong = ({windowMs, resetMs}: RateWindow): boolean => (windowMs ?? resetMs) > LONGEST_SHORT_MS;
const longestReset = (windows: readonly RateWindow[]): number | undefined => (windows.length > 0 ? Math.max(...windows.map(({resetMs}) => resetMs)) : undefined);
