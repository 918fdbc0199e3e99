/** server/session - what a log adds up to, worked out when somebody asks: a text is hundreds of pieces, and hardly anybody asks between two of them. */
import {reduceSession} from '../../shared/reduce-session.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {mergeDeltas} from './merge-deltas.ts';
import type {LogEntry} from './session-log.ts';

/** Folds what was logged since it was last asked. It keeps no event: the log has them. */
export class EventFold {
  readonly #read: (after: number) => readonly LogEntry[];
  #state = emptySession;
  #upTo = 0;

  /** @param read - Gives the log's entries after an id, all of them. */
  constructor(read: (after: number) => readonly LogEntry[]) {
    this.#read = read;
  }

  /** What the events so far come to. */
  get state(): SessionState {
    const entries = this.#read(this.#upTo);
    this.#upTo += entries.length;
    for (const {frame} of mergeDeltas(entries)) this.#state = reduceSession(this.#state, frame);
    return this.#state;
  }
}
