/** server/adapters/corpus - the worker: owns the index, answers calls, and looks for new ones between the slices of a refresh. */
import {parentPort, workerData} from 'node:worker_threads';
import type {CorpusCall, CorpusResults, CorpusText, CorpusWorkerData, FromCorpusWorker, ToCorpusWorker} from './corpus-calls.ts';
import {IndexKeeper} from './index-keeper.ts';
import {documentBlocks} from './read-document.ts';
import {closePdfReader} from './read-pdf.ts';
import {searchIndex} from './search-index.ts';

const keeper = new IndexKeeper({...(workerData as CorpusWorkerData), log: (message) => say({log: message})});

parentPort?.on('message', (message: ToCorpusWorker) => {
  if (message === 'close') close();
  else void answer(message.id, message.call);
});

async function answer(id: number, call: CorpusCall): Promise<void> {
  try {
    say({id, result: await resultOf(call)});
  } catch (error) {
    say({id, error: error instanceof Error ? error.message : String(error)});
  }
}

function resultOf(call: CorpusCall): CorpusResults[keyof CorpusResults] | Promise<CorpusResults[keyof CorpusResults]> {
  switch (call.name) {
    case 'refresh':
      return keeper.refresh().finally(tidyUp);
    case 'rebuild':
      return keeper.rebuild().finally(tidyUp);
    case 'count':
      return keeper.look((index) => index.count());
    case 'search':
      return keeper.look((index) => searchIndex(index, call.query));
    case 'document':
      return keeper.look((index) => index.document(call.docId));
    case 'read':
      return read(call.docId);
  }
}

/** What reading thousands of documents leaves behind would stay: a worker that only answers queries makes too little more to be collected. */
function tidyUp(): void {
  globalThis.gc?.();
}

function read(docId: string): CorpusText | undefined {
  const document = keeper.look((index) => index.document(docId));
  if (!document) return undefined;
  const {title, format, text} = document;
  const blocks = documentBlocks(format, text).flatMap(({kind, text: words}) => (words === '' ? [] : {kind, text: words}));
  return {title, blocks, bytes: Buffer.byteLength(text)};
}

function close(): void {
  keeper.close();
  void closePdfReader();
  parentPort?.close();
}

function say(message: FromCorpusWorker): void {
  parentPort?.postMessage(message);
}
