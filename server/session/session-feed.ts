/**
 * server/session - what readers may see of a log, and when. The feed decides the moments at which the log's new entries are
 * shown, once for all readers, so that readers who keep up get the same frames and those can be encoded once.
 */
import {asyncScheduler, Observable, Subject, type Subscription} from 'rxjs';
import {isDelta} from '../../shared/delta-event.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {LogEntry, SessionLog} from './session-log.ts';

/** How far readers may read. */
export interface Horizon {
  /** The last id that is shown. */
  readonly shownId: number;
  /** Whether nothing will follow it. */
  readonly ended: boolean;
}

/**
 * A log and its horizon.
 *
 * ```text
 * append:   s-d-d-d--d----e     s a start, d deltas of one answer, e its end; one frame is 4 long
 * shown:    s-d-----3----1e     the first delta at once, later ones joined
 * ```
 */
export class SessionFeed {
  readonly #log: SessionLog;
  readonly #frameMs: () => number;
  readonly #moved$ = new Subject<Horizon>();
  #horizon: Horizon = {shownId: 0, ended: false};
  readonly #begun = new Set<string>();
  #shownAt = -Infinity;
  #pending: Subscription | undefined;

  /** @param frameMs - Shortest time between two showings of text, in milliseconds; what comes in between is joined. */
  constructor(log: SessionLog, frameMs: () => number) {
    this.#log = log;
    this.#frameMs = frameMs;
    const [last] = log.read(Math.max(0, log.lastId - 1), log.lastId);
    if (last) this.#show(last.event.type === 'session-end'); // a log of an earlier life
  }

  /** The horizon, now and whenever it moves; completes after the last event, which a late subscriber still gets. */
  get horizon$(): Observable<Horizon> {
    return new Observable((out) => {
      if (this.#horizon.shownId > 0) out.next(this.#horizon);
      return this.#moved$.subscribe(out);
    });
  }

  /** Id of the last event, shown or not. */
  get lastId(): number {
    return this.#log.lastId;
  }

  /** Id of the last event that is shown. */
  get shownId(): number {
    return this.#horizon.shownId;
  }

  /** Whether the last event has been shown. */
  get ended(): boolean {
    return this.#horizon.ended;
  }

  /** The shown entries after `after`, at most `limit` of them. */
  read(after: number, limit = Infinity): readonly LogEntry[] {
    return this.#log.read(after, Math.min(after + limit, this.#horizon.shownId));
  }

  /** All entries after `after`, shown or not. */
  readAll(after: number): readonly LogEntry[] {
    return this.#log.read(after, this.#log.lastId);
  }

  /** Logs an event and shows it: at once, unless it is more text of an answer that has begun. */
  append(event: SessionEvent): void {
    this.#log.append(event);
    const waitMs = this.#waitFor(event);
    if (waitMs <= 0) this.#show(event.type === 'session-end');
    else this.#pending ??= asyncScheduler.schedule(() => this.#show(false), waitMs);
  }

  #waitFor(event: SessionEvent): number {
    if (!isDelta(event)) {
      if (event.type.endsWith('-reset')) this.#begun.clear();
      return 0;
    }
    const text = 'model' in event ? `${event.type} ${event.model}` : event.type;
    // Never longer than a frame, also where the clock was set back.
    if (this.#begun.has(text)) return this.#frameMs() - Math.max(0, asyncScheduler.now() - this.#shownAt);
    this.#begun.add(text);
    return 0;
  }

  #show(ended: boolean): void {
    this.#pending?.unsubscribe();
    this.#pending = undefined;
    this.#shownAt = asyncScheduler.now();
    this.#horizon = {shownId: this.#log.lastId, ended};
    this.#moved$.next(this.#horizon);
    if (ended) this.#moved$.complete();
  }
}
