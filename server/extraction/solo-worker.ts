/** server/extraction - one worker thread for work that could hang or take too much memory: there on demand, one task at a time, ended when a task takes too long. */
import {MessageChannel, type MessagePort, receiveMessageOnPort, type Transferable} from 'node:worker_threads';
import type {Piscina} from 'piscina';
import {Slots} from '../resilience/slots.ts';
import {workerEnvironment} from './worker-environment.ts';

/** What a worker's function is called with; without a task, only to be loaded. */
export interface SoloTask<Task> {
  readonly task: Task;
  /** Takes one result that will do if the worker does not get to the end. */
  readonly drafts: MessagePort;
}

type RunOptions = NonNullable<Parameters<Piscina['run']>[1]>;

/** Options for {@link SoloWorker}. */
export interface SoloWorkerOptions {
  /** The module that the worker runs. */
  readonly module: URL;
  /** Its export that takes a {@link SoloTask}, or nothing. */
  readonly name: string;
  /** Longest time for a task, in milliseconds; then the worker is ended. */
  readonly killMs: number;
  /** Tasks that may wait; more fail at once. @defaultValue 200 */
  readonly maxWaiting?: number;
  /** An idle worker ends after so long, in milliseconds. @defaultValue 30_000 */
  readonly idleMs?: number;
  /** Longest time until the worker is loaded, in milliseconds. @defaultValue 10_000 */
  readonly loadMs?: number;
  /** What the worker's heap may grow to; a task that needs more costs the worker, not the server. In MB. @defaultValue 256 */
  readonly maxHeapMb?: number;
}

/** A task did not get to its end: it took too long, too much memory, or there were too many. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
  /** What the task had said by then, if it had. */
  readonly draft: unknown;

  constructor(message: string, {draft, cause}: {readonly draft?: unknown; readonly cause?: unknown} = {}) {
    super(message, {cause});
    this.draft = draft;
  }
}

/** Three times a half of the young generation: with 2 MB each, what is made for a page of 30 KB is gone before it is copied twice. More gains nothing. */
const YOUNG_MB = 6;

/** A worker that is there when it is needed. */
export class SoloWorker<Task, Result> {
  readonly #options: Required<SoloWorkerOptions>;
  readonly #turn = new Slots(1);
  #pool: Promise<Piscina<SoloTask<Task> | undefined, Result>> | undefined;
  #opened: Piscina<SoloTask<Task> | undefined, Result> | undefined;
  #isBusy = false;

  constructor(options: SoloWorkerOptions) {
    this.#options = {maxWaiting: 200, idleMs: 30_000, loadMs: 10_000, maxHeapMb: 256, ...options};
  }

  /** Threads there are now: none or one. */
  get workers(): number {
    return this.#opened?.threads.length ?? 0;
  }

  /** Whether a task runs; also one whose caller has left. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /**
   * Runs a task. When the signal fires, rejects with its reason at once: a task that waits is dropped; one that runs may go on for a
   * second, since a new worker would cost the others more, then its worker is ended; what it says is dropped.
   * @param transfer - What is moved to the worker, not copied.
   * @throws WorkerFailure - With the task's draft.
   */
  async run(task: Task, {signal, transfer = []}: {readonly signal?: AbortSignal | undefined; readonly transfer?: readonly Transferable[]} = {}): Promise<Result> {
    if (this.#turn.waiting >= this.#options.maxWaiting) throw new WorkerFailure('too many tasks wait');
    const free = await this.#turn.take(signal);
    if (signal?.aborted) free();
    signal?.throwIfAborted();
    const running = this.#execute(task, transfer, signal).finally(free);
    if (!signal) return running;
    const {promise: left, reject} = Promise.withResolvers<never>();
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, {once: true});
    try {
      return await Promise.race([running, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Ends the worker, whatever it does. */
  async close(): Promise<void> {
    const pool = await this.#pool;
    this.#pool = undefined;
    this.#opened = undefined;
    await pool?.destroy();
  }

  async #execute(task: Task, transfer: readonly Transferable[], left: AbortSignal | undefined): Promise<Result> {
    const {killMs, loadMs} = this.#options;
    const {port1, port2} = new MessageChannel();
    this.#isBusy = true;
    try {
      const pool = await (this.#pool ??= this.#open());
      this.#opened = pool;
      // What loading takes is not the task's fault.
      if (pool.threads.length === 0) await within(loadMs, (signal) => pool.run(undefined, {signal}));
      return await within(killMs, (signal) => pool.run({task, drafts: port2}, {signal, transferList: moving([...transfer, port2])}), left);
    } catch (cause) {
      throw new WorkerFailure('the task did not end', {draft: receiveMessageOnPort(port1)?.message as unknown, cause});
    } finally {
      this.#isBusy = false;
      port1.close();
    }
  }

  async #open(): Promise<Piscina<SoloTask<Task> | undefined, Result>> {
    const {module, name, idleMs, maxHeapMb} = this.#options;
    const {Piscina} = await import('piscina');
    return new Piscina({
      filename: module.href,
      name,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: idleMs,
      // A worker that waits on an atomic can't be talked to, nor ended when the process ends.
      atomics: 'disabled',
      env: workerEnvironment(),
      execArgv: [], // those of the server are for the server
      resourceLimits: {maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: YOUNG_MB},
    });
  }
}

/** piscina takes a list; by its types, which follow the last overload of `postMessage`, it would take an object. */
const moving = (list: readonly Transferable[]) => list as RunOptions['transferList'];

/** How long a task may go on for nobody, in milliseconds. */
const LEFT_MS = 1_000;

/** Does something within a time, a shorter one once nobody waits for it; its signal fires when that is over. */
async function within<Result>(ms: number, act: (signal: AbortSignal) => Promise<Result>, left?: AbortSignal): Promise<Result> {
  const controller = new AbortController();
  const endsAt = performance.now() + ms;
  let timer = setTimeout(() => controller.abort(), ms);
  const hurry = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), Math.min(LEFT_MS, endsAt - performance.now()));
  };
  if (left?.aborted) hurry();
  left?.addEventListener('abort', hurry, {once: true});
  try {
    return await act(controller.signal);
  } finally {
    left?.removeEventListener('abort', hurry);
    clearTimeout(timer);
  }
}
