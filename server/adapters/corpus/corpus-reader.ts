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
      const {title, blocks, bytes} = await readDocument(corpus, corpusDocId(url), signal);
      yield {title, blocks, bytes, how: 'corpus'};
    }),
});

async function readDocument(corpus: Corpus, docId: string, signal: AbortSignal): Promise<CorpusText> {
  const text = await corpus.read(docId, signal).catch((cause: unknown) => {
    throw new UpstreamError(`Cannot read corpus document ${docId}`, {code: 'upstream-failed', reason: 'The local index could not be read.', retryable: true, cause});
  });
  if (!text) throw new UpstreamError(`Corpus document ${docId} is not indexed`, {code: 'not-found', reason: 'The document is no longer indexed.', retryable: false});
  if (text.blocks.length === 0) throw new UpstreamError(`Corpus document ${docId} has no text`, {code: 'empty', reason: 'The document has no text.', retryable: false});
  return text;
}
