/** server/session - what a session remembers: its events, numbered from 1. */
import type {SessionEvent} from '../../shared/session-event.ts';

/** One event and its place in the log. */
export interface LogEntry {
  /** From 1, rising by one. */
  readonly id: number;
  readonly event: SessionEvent;
}

/** An append-only log. Adapters keep it in memory or elsewhere; all pass `test/contract/session-log.ts`. */
export interface SessionLog {
  /** Id of the last entry, 0 while empty. */
  readonly lastId: number;
  /** Appends an event and gives its id. */
  append(event: SessionEvent): number;
  /**
   * The entries after `after` up to `upTo`, in order.
   * @param after - Id of the last entry already seen; 0 for all.
   * @param upTo - Last id wanted; at most `lastId`.
   */
  read(after: number, upTo: number): readonly LogEntry[];
}

/** Makes the log of one session. */
export type CreateSessionLog = (id: string) => SessionLog;
