/** server/session - what events add up to, worked out when somebody asks: a text is hundreds of pieces, and hardly anybody asks between two of them. */
import {reduceSession} from '../../shared/reduce-session.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {mergeDeltas} from './merge-deltas.ts';

/** Gathers events. */
export class EventFold {
  #state: SessionState;
  #waiting: SessionEvent[] = [];

  /** @param state - What earlier events came to. @defaultValue nothing */
  constructor(state: SessionState = emptySession) {
    this.#state = state;
  }

  /** What the events so far come to. */
  get state(): SessionState {
    if (this.#waiting.length > 0) {
      const frames = mergeDeltas(this.#waiting.map((event, index) => ({id: index + 1, event})));
      this.#waiting = [];
      this.#state = frames.reduce((state, {frame}) => reduceSession(state, frame), this.#state);
    }
    return this.#state;
  }

  /** Takes the next event. */
  add(event: SessionEvent): void {
    this.#waiting.push(event);
  }
}
