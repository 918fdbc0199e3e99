/** server/session - one reader's places in several logs, read over one connection. */
import {merge, type Observable} from 'rxjs';
import type {Batch, Cursor, LogCursor} from './log-cursor.ts';

/** A batch, and which of the logs (by its place in the list) it comes from. */
export interface OneOfManyBatches {
  readonly index: number;
  readonly batch: Batch;
}

/** Takes one batch of one log at a time. Those that have something take turns, so none starves; it is over when all are. */
export class CursorGroup implements Cursor<OneOfManyBatches> {
  readonly #cursors: readonly LogCursor[];
  /** The one that is asked first. */
  #turn = 0;

  constructor(cursors: readonly LogCursor[]) {
    this.#cursors = cursors;
  }

  get moved$(): Observable<unknown> {
    return merge(...this.#cursors.map(({moved$}) => moved$));
  }

  get isOver(): boolean {
    return this.#cursors.every(({isOver}) => isOver);
  }

  take(): OneOfManyBatches | undefined {
    for (let step = 0; step < this.#cursors.length; step++) {
      const index = (this.#turn + step) % this.#cursors.length;
      const batch = this.#cursors[index]?.take();
      if (!batch) continue;
      this.#turn = index + 1;
      return {index, batch};
    }
    return undefined;
  }
}
