/** server/adapters/corpus - the corpus as a search provider. */
import {UpstreamError} from '../../pipeline/upstream-error.ts';
import {pull} from '../../resilience/pull.ts';
import {corpusUrl} from '../../search/corpus-document.ts';
import type {FoundPage, SearchProvider} from '../../search/search-provider.ts';
import type {Corpus} from './corpus.ts';
import type {CorpusHit} from './search-index.ts';

/**
 * Searches the corpus for the words of a query, without the small ones unless there are no others.
 * Country, freshness and hosts mean nothing here.
 */
export const corpusSearch = (corpus: Corpus): SearchProvider => ({
  name: 'corpus',
  timeless: true,
  search: ({query, count, language}) =>
    pull(async function* (signal) {
      const hits = await corpus.search({text: query, language, count}, signal).catch((cause: unknown) => {
        throw new UpstreamError(`Cannot search the corpus for "${query}"`, {
          code: 'upstream-failed',
          reason: 'The local index could not be searched.',
          retryable: true,
          cause,
        });
      });
      yield* hits.map(toFoundPage);
    }),
});

const toFoundPage = ({docId, slug, title, snippet, path}: CorpusHit): FoundPage => ({url: corpusUrl(docId, slug), title, snippet, siteName: path});
