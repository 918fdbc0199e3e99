/** server/session - what outlives the process: sessions as they were said, found again after a restart. */
import type {Feedback} from '../../shared/feedback.ts';
import type {SessionLog} from './session-log.ts';

/** A session that was kept. */
export interface KeptSession {
  /** {@link toKey} of its id. */
  readonly key: string;
  /** {@link toKey} of its share id. */
  readonly shareKey: string;
  /** What was said; what is appended is kept, too. Without its `session-end` when the server was cut off. */
  readonly log: SessionLog;
  readonly feedback: readonly Feedback[];
  /** When it ended, in milliseconds since 1970; when the server started, where that cut it off. */
  readonly endedAt: number;
}

/** Keeps sessions. Knows them by hashes of their ids, so that whoever reads what is kept can't read as the reader. */
export interface SessionHistory {
  /** Whether what is said is written now; while it is not, it waits. */
  readonly isKeeping: boolean;
  /** Makes the log of a new session. */
  createLog(id: string): SessionLog;
  /** The session of an id or share id; `expired` when it was one, undefined when it never was, as far as is known. */
  find(id: string): KeptSession | 'expired' | undefined;
  /** The same, of a session's `ref`: how a session finds the ones that it continues. */
  findByRef(ref: string): KeptSession | 'expired' | undefined;
  /** Keeps what a reader thought. @param key - The session's. */
  keepFeedback(key: string, feedback: readonly Feedback[]): void;
  /** Writes what waits and lets go. */
  close(): void;
}
