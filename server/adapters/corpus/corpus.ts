/** server/adapters/corpus - the local corpus: documents of some folders, indexed on disk, searched in a worker thread. */
import type {CorpusDocument} from '../../search/corpus-document.ts';
import type {CorpusText} from './corpus-calls.ts';
import type {CorpusFolder} from './corpus-folder.ts';
import {withDistinctLabels} from './corpus-folders.ts';
import {CorpusThread} from './corpus-thread.ts';
import {indexFile} from './index-file.ts';
import type {RefreshReport} from './refresh-index.ts';
import {Revival} from './revival.ts';
import type {CorpusHit, CorpusQuery} from './search-index.ts';

export type {CorpusFolder} from './corpus-folder.ts';

/** Options for {@link openCorpus}. */
export interface CorpusOptions {
  readonly folders: readonly CorpusFolder[];
  /** The folder in which `corpus.sqlite` is kept; made if it is not there. */
  readonly dataDir: string;
  /** Whether changes in the folders are followed, from the first refresh on. @defaultValue false */
  readonly watch?: boolean;
  /** Told of files that can't be read and of an index that is built anew. @defaultValue nobody is told */
  readonly log?: (message: string) => void;
  /** The worker's module: for tests. @defaultValue the corpus's own */
  readonly worker?: URL;
}

/**
 * A corpus. Its worker starts with the first call, keeps the process alive only while calls are open, and is started again with the
 * next call if it dies; the calls that were open then reject, but for those that bring the index up to date: they begin again, without
 * the file that the worker died of, if it was one. A watch goes on likewise.
 */
export interface Corpus {
  /** Brings the index up to date with the folders. Queries are answered meanwhile. A refresh that is under way is joined. */
  refresh(): Promise<RefreshReport>;
  /** Reads every file again, whether it changed or not. Queries are answered from what is there meanwhile. */
  rebuild(): Promise<RefreshReport>;
  /** How many documents are indexed. */
  count(): Promise<number>;
  /** Documents that have some of the terms, best first. A fired signal drops the answer: the promise rejects with its reason. */
  search(query: CorpusQuery, signal?: AbortSignal): Promise<readonly CorpusHit[]>;
  /** A document as it is shown; undefined when there is none of this id. */
  document(docId: string): Promise<CorpusDocument | undefined>;
  /** A document as it is read; undefined when there is none of this id. */
  read(docId: string, signal?: AbortSignal): Promise<CorpusText | undefined>;
  /** Ends the worker; open calls reject. A later call would start it again. */
  close(): Promise<void>;
}

/** Opens a corpus. Nothing is read or written before the first call. */
export function openCorpus({folders, dataDir, watch = false, log = () => undefined, ...options}: CorpusOptions): Corpus {
  const worker = new CorpusThread({...options, file: indexFile(dataDir), folders: withDistinctLabels(folders), watch, log, onDeath: () => revival.died()});
  const refresh = () => worker.call({name: 'refresh'});
  const revival = new Revival({resume: watch ? refresh : undefined, log});
  return {
    refresh: () => revival.outlive(refresh),
    rebuild: () => revival.outlive(() => worker.call({name: 'rebuild'})),
    count: () => worker.call({name: 'count'}),
    search: (query, signal) => worker.call({name: 'search', query}, signal),
    document: (docId) => worker.call({name: 'document', docId}),
    read: (docId, signal) => worker.call({name: 'read', docId}, signal),
    close: () => {
      revival.close();
      return worker.close();
    },
  };
}
