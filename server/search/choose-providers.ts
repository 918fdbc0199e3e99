/** server/search - which providers are asked, when the reader has a say. */
import type {SearchProvider} from './search-provider.ts';

/** The providers to ask, in order, and the names that nobody has. */
export interface ChosenProviders {
  readonly chosen: readonly SearchProvider[];
  readonly unknown: readonly string[];
}

/**
 * Restricts and reorders providers by the reader's wish. A wish that names only unknown ones leaves none:
 * who asked to be searched for in one place only is not searched for elsewhere.
 * @param providers - All that are on, in the server's order.
 * @param wished - Names in the reader's order; undefined or empty for no wish.
 */
export function chooseProviders(providers: readonly SearchProvider[], wished: readonly string[] = []): ChosenProviders {
  if (wished.length === 0) return {chosen: providers, unknown: []};
  const found = [...new Set(wished)].map((name) => ({name, provider: providers.find((provider) => provider.name === name)}));
  return {
    chosen: found.flatMap(({provider}) => provider ?? []),
    unknown: found.filter(({provider}) => !provider).map(({name}) => name),
  };
}
