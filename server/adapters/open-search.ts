/** server/adapters - the search providers that the settings turn on, in order. Those that need a setting are loaded when it is set. */
import type {Config} from '../config/settings.ts';
import type {ProviderName} from '../config/setting-types.ts';
import type {TraceHeaders} from '../pipeline/trace-headers.ts';
import type {SearchProvider} from '../search/search-provider.ts';
import {corpusSearch} from './corpus/corpus-search.ts';
import type {Corpus} from './corpus/corpus.ts';

type SearchConfig = Pick<Config, 'SEARCH' | 'SEARCH_WAIT_MS' | 'SAFE_SEARCH' | 'BRAVE_API_KEY' | 'BRAVE_BASE_URL' | 'BRAVE_MODE' | 'SEARXNG_URL'>;

/** The names of the providers that are on; unless `SEARCH` says so, all that can be. */
export const searchOrderOf = ({SEARCH, BRAVE_API_KEY, SEARXNG_URL}: SearchConfig): readonly ProviderName[] =>
  SEARCH.length > 0 ? SEARCH : [...(BRAVE_API_KEY ? ['brave' as const] : []), ...(SEARXNG_URL ? ['searxng' as const] : []), 'corpus'];

/** Opens them. */
export const openSearch = (config: SearchConfig, corpus: Corpus, traceHeaders: TraceHeaders): Promise<readonly SearchProvider[]> =>
  Promise.all(searchOrderOf(config).map((name) => openProvider(name, config, corpus, traceHeaders)));

async function openProvider(name: ProviderName, config: SearchConfig, corpus: Corpus, traceHeaders: TraceHeaders): Promise<SearchProvider> {
  const {BRAVE_API_KEY = '', BRAVE_BASE_URL, BRAVE_MODE, SEARXNG_URL = '', SAFE_SEARCH, SEARCH_WAIT_MS} = config;
  switch (name) {
    case 'brave': {
      const {braveSearch} = await import('./brave-search.ts');
      return braveSearch({apiKey: BRAVE_API_KEY, baseUrl: BRAVE_BASE_URL, mode: BRAVE_MODE, safeSearch: SAFE_SEARCH, maxWaitMs: SEARCH_WAIT_MS, traceHeaders});
    }
    case 'searxng': {
      const {searxngSearch} = await import('./searxng-search.ts');
      return searxngSearch({baseUrl: SEARXNG_URL, safeSearch: SAFE_SEARCH, traceHeaders});
    }
    case 'corpus':
      return corpusSearch(corpus);
  }
}
