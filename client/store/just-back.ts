/** client/store - a network that is gone, or that has just come back and reaches nothing yet. */

/** A device that came back reaches nothing for a moment: so long what fails may fail for that, and how soon it is tried again; in milliseconds. */
const SETTLE_MS = 3_000;
const AGAIN_MS = 300;

/** By what was told: `navigator.onLine` says so before. */
let backAt = navigator.onLine ? -Infinity : Infinity;
addEventListener('offline', () => (backAt = Infinity));
addEventListener('online', () => (backAt = performance.now()));

/** Whether what has just failed may have failed because the device is offline, or was a moment ago. */
export const mayBeOffline = (): boolean => !navigator.onLine || performance.now() - backAt < SETTLE_MS;

/** When to try again what failed for that: once the device is back, or in a moment where it is. */
export const nextTry = (): Promise<unknown> =>
  new Promise((back) => (navigator.onLine ? setTimeout(back, AGAIN_MS) : addEventListener('online', back, {once: true})));
