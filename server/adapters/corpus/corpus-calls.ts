/** server/adapters/corpus - what is said between the server and the corpus worker. */
import type {TextBlock} from '../../enrichment/page-reader.ts';
import type {CorpusDocument} from '../../search/corpus-document.ts';
import type {CorpusFolder} from './corpus-folder.ts';
import type {RefreshReport} from './refresh-index.ts';
import type {CorpusHit, CorpusQuery} from './search-index.ts';
import type {FileVersion} from './work-note.ts';

/** What the worker is started with. */
export interface CorpusWorkerData {
  /** The index. */
  readonly file: string;
  readonly folders: readonly CorpusFolder[];
  /** Whether to follow changes of the folders after the first refresh. */
  readonly watch: boolean;
  /** Files that ended a worker before, and are left as they are until they change. */
  readonly leftOut: readonly FileVersion[];
  /** Where the worker notes which file it is at. */
  readonly note: SharedArrayBuffer;
}

/** What the worker can be asked. */
export type CorpusCall =
  | {readonly name: 'refresh'}
  | {readonly name: 'rebuild'}
  | {readonly name: 'count'}
  | {readonly name: 'search'; readonly query: CorpusQuery}
  | {readonly name: 'document'; readonly docId: string}
  | {readonly name: 'read'; readonly docId: string};

/** A document as text to be read. */
export interface CorpusText {
  readonly title: string;
  readonly blocks: readonly TextBlock[];
  /** Length of the kept text. */
  readonly bytes: number;
}

/** What the worker answers to each call. */
export interface CorpusResults {
  readonly refresh: RefreshReport;
  readonly rebuild: RefreshReport;
  readonly count: number;
  readonly search: readonly CorpusHit[];
  readonly document: CorpusDocument | undefined;
  readonly read: CorpusText | undefined;
}

/** To the worker: a call, with an id that its answer will have, or the wish to end. */
export type ToCorpusWorker = {readonly id: number; readonly call: CorpusCall} | 'close';

/** From the worker: an answer, or a line for the log. */
export type FromCorpusWorker =
  | {readonly id: number; readonly result: CorpusResults[keyof CorpusResults]}
  | {readonly id: number; readonly error: string}
  | {readonly log: string};
