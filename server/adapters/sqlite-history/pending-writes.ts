/** server/adapters - what of sessions waits to be written to the history. */
import type {SessionEvent} from '../../../shared/session-event.ts';
import type {HistoryDatabase} from './history-database.ts';

/** What waits of one session. */
interface PendingSession {
  /** Left out when the session is in the file already. */
  begun?: {readonly share: string; readonly at: number};
  /** Number of the first of the events. */
  first: number;
  readonly events: SessionEvent[];
  feedback?: string;
}

/** Gathers writes. Past its limit the sessions that have waited longest are given up, each as a whole: half a session is none. */
export class PendingWrites {
  readonly #maxEvents: number;
  readonly #sessions = new Map<string, PendingSession>();
  /** Given up, and still running: what they say is not kept. */
  readonly #givenUp = new Set<string>();
  /** Given up, and what is in the file of them is to go. */
  readonly #dropped = new Set<string>();
  #events = 0;

  /** @param maxEvents - Most events that wait. */
  constructor(maxEvents: number) {
    this.#maxEvents = maxEvents;
  }

  /** Sessions that wait. */
  get size(): number {
    return this.#sessions.size;
  }

  begin(key: string, share: string, at: number): void {
    this.#of(key).begun = {share, at};
  }

  append(key: string, id: number, event: SessionEvent): void {
    if (this.#givenUp.has(key)) {
      if (event.type === 'session-end') this.#givenUp.delete(key);
      return;
    }
    const session = this.#of(key);
    if (session.events.length === 0) session.first = id;
    session.events.push(event);
    this.#events += 1;
    if (this.#events > this.#maxEvents) this.#giveUpOldest();
  }

  #giveUpOldest(): void {
    for (const [oldest, {events}] of this.#sessions) {
      if (this.#events <= this.#maxEvents) break;
      this.#sessions.delete(oldest);
      this.#events -= events.length;
      if (events.at(-1)?.type !== 'session-end') this.#givenUp.add(oldest);
      this.#dropped.add(oldest);
    }
  }

  setFeedback(key: string, feedback: string): void {
    this.#of(key).feedback = feedback;
  }

  /** A session's events with those that wait after what is in the file of it; undefined when it was given up. */
  complete(key: string, written: readonly SessionEvent[]): readonly SessionEvent[] | undefined {
    if (this.#dropped.has(key) || this.#givenUp.has(key)) return undefined;
    const {first, events} = this.#sessions.get(key) ?? {first: 1, events: []};
    return events.length === 0 ? written : [...written.slice(0, first - 1), ...events];
  }

  /** Writes what waits of so many sessions, those that wait longest. It goes on waiting until it is {@link clear}ed. */
  writeTo(database: HistoryDatabase, most: number): void {
    for (const key of this.#dropped) database.drop(key);
    for (const [key, {begun, first, events, feedback}] of [...this.#sessions].slice(0, most)) {
      if (begun) database.add(key, begun.share, begun.at);
      if (events.length > 0) database.append({key, first, events: JSON.stringify(events)});
      if (events.at(-1)?.type === 'session-end') database.end(key, Date.now());
      if (feedback !== undefined) database.setFeedback(key, feedback);
    }
  }

  /** Forgets what was written of so many sessions. */
  clear(most: number): void {
    this.#dropped.clear();
    for (const [key, {events}] of [...this.#sessions].slice(0, most)) {
      this.#sessions.delete(key);
      this.#events -= events.length;
    }
  }

  #of(key: string): PendingSession {
    const known = this.#sessions.get(key);
    if (known) return known;
    const session: PendingSession = {first: 1, events: []};
    this.#sessions.set(key, session);
    return session;
  }
}
