/** client/store - a module that is fetched when it is first needed, and kept; a failed fetch is tried again by the next call. */

/**
 * @param fetch - Imports it. What it imports itself must be there already: the build sees to that.
 * @param name - What its script's name begins with. No other script is asked for in its place.
 */
export function lazyModule<Module>(fetch: () => Promise<Module>, name: string): () => Promise<Module> {
  let loading: Promise<Module> | undefined;
  /** Where the last try failed. */
  let failedAt: string | undefined;
  let failures = 0;
  // Firefox answers from memory that an import failed, for as long as the page lives. Under another address it tries again.
  const fetchOnce = (): Promise<Module> => (failedAt === undefined ? fetch() : (import(`${failedAt}?again=${failures}`) as Promise<Module>));
  return () =>
    (loading ??= fetchOnce().catch((error: unknown) => {
      loading = undefined;
      failures += 1;
      const address = /https?:\S+\.js/.exec(String(error))?.[0];
      if (address?.includes(`/${name}`)) failedAt = address;
      throw error;
    }));
}
