/** server/search - how the search fares, for whoever watches the server. */
import type {SearchProvider} from './search-provider.ts';

/** What `/readyz` says of the search. */
export interface SearchHealth {
  /** Whether any provider can be asked now. */
  readonly ok: boolean;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Each provider's limits and queue, by its name, where it has any. A provider that waits for its turns works; one without a quota does not. */
export function describeSearch(providers: readonly SearchProvider[]): SearchHealth {
  const states = providers.flatMap((provider) => (provider.state ? [{name: provider.name, ...provider.state()}] : []));
  const limits = states.flatMap(({name, status, waiting}): [string, string | number][] => [
    [name, status],
    [`${name}-waiting`, waiting],
  ]);
  return {
    ok: states.length < providers.length || states.some(({status}) => status !== 'quota-exhausted'),
    detail: {providers: providers.map(({name}) => name).join(', '), ...Object.fromEntries(limits)},
  };
}
