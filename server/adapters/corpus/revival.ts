/** server/adapters/corpus - what is to be done when the worker dies: what it was doing is done again, and so is its watch over the folders. */
import {setTimeout as sleep} from 'node:timers/promises';

/** The worker died with calls open. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
  /** Whether it is known why, and won't be so again: the file that it was at is left out from now on. */
  readonly isSettled: boolean;

  constructor(message: string, {isSettled, cause}: {readonly isSettled: boolean; readonly cause?: unknown}) {
    super(message, {cause});
    this.isSettled = isSettled;
  }
}

/** Options for {@link Revival}. */
export interface RevivalOptions {
  /** Does what the worker was doing beside its calls; undefined when that was nothing. */
  readonly resume: (() => Promise<unknown>) | undefined;
  readonly log: (message: string) => void;
}

/** Deaths without a known cause, one after another, that a call survives. */
const MOST_DEATHS = 3;
/** How long the first wait is, which each death after it makes longer; and how long nothing is tried when all was in vain. In milliseconds. */
const WAIT_MS = 100;
const LONG_WAIT_MS = 60_000;

/** Has calls outlive the worker. */
export class Revival {
  readonly #options: RevivalOptions;
  #closing = new AbortController();
  #underWay = 0;
  #later: NodeJS.Timeout | undefined;
  #isBegun = false;

  constructor(options: RevivalOptions) {
    this.#options = options;
  }

  /** Calls, and calls again when the worker died of it. */
  async outlive<Result>(call: () => Promise<Result>): Promise<Result> {
    const {signal} = this.#closing;
    this.#isBegun = true;
    this.#underWay += 1;
    try {
      for (let deaths = 0; ; ) {
        try {
          return await call();
        } catch (error) {
          if (!(error instanceof WorkerDied)) throw error;
          deaths = error.isSettled ? 0 : deaths + 1;
          if (deaths > MOST_DEATHS) throw error;
          await sleep(WAIT_MS * 4 ** deaths, undefined, {signal}).catch(() => {
            throw signal.reason;
          });
        }
      }
    } finally {
      this.#underWay -= 1;
    }
  }

  /** To be told of each death. */
  died(): void {
    const {resume, log} = this.#options;
    if (!resume || !this.#isBegun || this.#underWay > 0) return;
    clearTimeout(this.#later);
    const {signal} = this.#closing;
    this.outlive(resume).catch((error: unknown) => {
      if (signal.aborted) return;
      log(`cannot refresh the corpus: ${String(error)}`);
      this.#later = setTimeout(() => this.died(), LONG_WAIT_MS).unref();
    });
  }

  /** Ends all waiting. */
  close(): void {
    clearTimeout(this.#later);
    this.#isBegun = false;
    this.#closing.abort(new Error('The corpus was closed'));
    this.#closing = new AbortController();
  }
}
