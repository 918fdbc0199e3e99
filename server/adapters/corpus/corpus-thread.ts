/** server/adapters/corpus - the server's end of the worker: starts it when it is needed, and ties answers to calls. */
import {extname} from 'node:path';
import {Worker} from 'node:worker_threads';
import {workerEnvironment} from '../../extraction/worker-environment.ts';
import type {CorpusCall, CorpusResults, CorpusWorkerData, FromCorpusWorker, ToCorpusWorker} from './corpus-calls.ts';
import {WorkerDied} from './revival.ts';
import {type FileVersion, WorkNote} from './work-note.ts';

/** Options for {@link CorpusThread}. */
export interface CorpusThreadOptions extends Omit<CorpusWorkerData, 'leftOut' | 'note'> {
  /** The worker's module. @defaultValue the one beside this file */
  readonly worker?: URL;
  readonly log: (message: string) => void;
  /** Told when a worker died that nobody closed. */
  readonly onDeath: () => void;
}

interface OpenCall {
  readonly resolve: (result: CorpusResults[keyof CorpusResults]) => void;
  readonly reject: (reason: unknown) => void;
}

/** One document at a time and SQLite's small caches need little; a document that needs more than this costs the worker, not the server. In MB. */
const resourceLimits = {maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 2};
/** The same ending as this file's: there is JavaScript only once it is packed. */
const ownWorker = new URL(`./corpus-worker${extname(import.meta.url)}`, import.meta.url);
/** How long the worker may take to end by itself, in milliseconds. */
const CLOSE_MS = 1_000;

/** A worker that is there when it is called. */
export class CorpusThread {
  readonly #options: CorpusThreadOptions;
  readonly #note = new WorkNote();
  readonly #leftOut: FileVersion[] = [];
  readonly #open = new Map<number, OpenCall>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(options: CorpusThreadOptions) {
    this.#options = options;
  }

  /** Calls the worker. When the signal fires, rejects with its reason at once; the answer is dropped. */
  async call<Name extends CorpusCall['name']>(call: Extract<CorpusCall, {name: Name}>, signal?: AbortSignal): Promise<CorpusResults[Name]> {
    signal?.throwIfAborted();
    const id = ++this.#lastId;
    const {promise, resolve, reject} = Promise.withResolvers<CorpusResults[keyof CorpusResults]>();
    const leave = () => this.#take(id)?.reject(signal?.reason);
    signal?.addEventListener('abort', leave, {once: true});
    this.#open.set(id, {resolve, reject});
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage({id, call} satisfies ToCorpusWorker);
    try {
      // The worker answers each call with its own kind of result.
      return (await promise) as CorpusResults[Name];
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Ends the worker, if there is one; open calls reject. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    this.#lose(worker, new Error('The corpus was closed'));
    worker.ref();
    worker.postMessage('close' satisfies ToCorpusWorker);
    const patience = setTimeout(() => void worker.terminate(), CLOSE_MS);
    await ended;
    clearTimeout(patience);
  }

  #start(): Worker {
    const {file, folders, watch, worker: module = ownWorker} = this.#options;
    this.#note.end();
    const worker = new Worker(module, {
      name: 'corpus',
      workerData: {file, folders, watch, leftOut: this.#leftOut, note: this.#note.memory} satisfies CorpusWorkerData,
      env: workerEnvironment(),
      execArgv: [], // those of the server are for the server
      resourceLimits,
    });
    worker.unref();
    worker.on('message', (message: FromCorpusWorker) => this.#hear(message));
    worker.on('error', (cause) => this.#bury(worker, 'The corpus worker failed', cause));
    worker.on('exit', (code) => this.#bury(worker, `The corpus worker ended with ${code}`));
    return worker;
  }

  #hear(message: FromCorpusWorker): void {
    if ('log' in message) this.#options.log(message.log);
    else if ('error' in message) this.#take(message.id)?.reject(new Error(message.error));
    else this.#take(message.id)?.resolve(message.result);
  }

  /** Takes a call that is still open; without open calls the worker does not keep the process alive. */
  #take(id: number): OpenCall | undefined {
    const call = this.#open.get(id);
    this.#open.delete(id);
    if (this.#open.size === 0) this.#worker?.unref();
    return call;
  }

  /** Finds out what it died of: the file that it was at. */
  #bury(worker: Worker, message: string, cause?: unknown): void {
    if (this.#worker !== worker) return;
    const file = this.#note.take();
    if (file) {
      this.#leftOut.push(file);
      this.#options.log(`leaves out ${file.label}/${file.path} until it changes: the corpus worker failed at it`);
    }
    this.#lose(worker, new WorkerDied(message, {isSettled: file !== undefined, cause}));
    this.#options.onDeath();
  }

  #lose(worker: Worker, reason: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const id of [...this.#open.keys()]) this.#take(id)?.reject(reason);
  }
}
