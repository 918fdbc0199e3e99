/** client/store - why a server could not be asked. */

/** How long it may take to find out, in milliseconds. */
const WITHIN_MS = 5_000;

/**
 * A browser does not tell a page whether the network or the other origin's rules stood in its way; that it can be reached at all, it does.
 * @returns `offline`, `network`, or `forbidden` where another origin does not let this page ask.
 */
export async function whyNot(url: string): Promise<string> {
  if (!navigator.onLine) return 'offline';
  if (new URL(url).origin === location.origin) return 'network';
  const signal = AbortSignal.timeout(WITHIN_MS);
  const reached = await fetch(url, {method: 'HEAD', mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal}).catch(() => undefined);
  return reached ? 'forbidden' : 'network';
}
