/** client/elements - the elements that draw answers, fetched when the first question is asked. */

let loading: Promise<unknown> | undefined;

/** Fetches and defines them; a failed fetch is tried again by the next call. */
export function loadResult(): Promise<unknown> {
  loading ??= import('./result-elements.ts').then(
    ({defineResultElements}) => defineResultElements(),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
