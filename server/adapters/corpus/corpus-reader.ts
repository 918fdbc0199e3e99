/** server/adapters/corpus - reads corpus documents out of the index, never over HTTP. */
import type {PageReader} from '../../enrichment/page-reader.ts';
import {UpstreamError} from '../../pipeline/upstream-error.ts';
import {pull} from '../../resilience/pull.ts';
import {corpusDocId, isCorpusUrl} from '../../search/corpus-document.ts';
import type {CorpusText} from './corpus-calls.ts';
import type {Corpus} from './corpus.ts';

/** Reads the hits of `corpusSearch`. */
export const corpusReader = (corpus: Corpus): PageReader => ({
  reads: ({url}) => isCorpusUrl(url),
  read: ({url}) =>
    pull(async function* (signal) {
      const {title, blocks, bytes} = await readDocument(corpus, url, signal);
      yield {title, blocks, bytes, how: 'corpus'};
    }),
});

async function readDocument(corpus: Corpus, url: string, signal: AbortSignal): Promise<CorpusText> {
  const text = await corpus.read(corpusDocId(url), signal).catch((cause: unknown) => {
    throw new UpstreamError(`Cannot read "${url}" from the corpus`, {code: 'upstream-failed', reason: 'The local index could not be read.', retryable: true, cause});
  });
  if (!text) throw new UpstreamError(`Cannot read "${url}": it is not indexed`, {code: 'not-found', reason: 'The document is not indexed any more.', retryable: false});
  if (text.blocks.length === 0) throw new UpstreamError(`Cannot read "${url}": it has no text`, {code: 'empty', reason: 'The document has no text.', retryable: false});
  return text;
}
