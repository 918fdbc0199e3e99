/**
 * server/adapters - sessions kept in SQLite. A log answers from memory; what is said is written in batches, a few times a second for all
 * sessions together, so that no token waits for the disk.
 * @see docs/decisions/0020-history.md
 */
import type {Feedback} from '../../../shared/feedback.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';
import {toKey, toShareId} from '../../session/session-id.ts';
import type {KeptSession, SessionHistory} from '../../session/session-history.ts';
import type {LogEntry, SessionLog} from '../../session/session-log.ts';
import {HistoryDatabase, type SessionRow} from './history-database.ts';

/** How much is kept, and how. */
export interface SqliteHistoryOptions {
  readonly path: string;
  /** How long an ended session is kept, in milliseconds. */
  readonly retentionMs: number;
  /** Most bytes of events; past it the oldest expire. */
  readonly maxBytes: number;
  /** Longest time for which an event waits to be written, in milliseconds. @defaultValue 250 */
  readonly batchMs?: number;
  /** Whether other processes may have the file open, too. @defaultValue false */
  readonly shared?: boolean;
  /** Hears that keeping failed; sessions go on without. */
  readonly onError: (error: unknown) => void;
}

/** How often what is due expires, in milliseconds. */
const SWEEP_MS = 60_000;

/** Events of one session that wait to be written. */
interface Waiting {
  readonly first: number;
  readonly events: SessionEvent[];
}

/** Opens the history. @throws Error - When the file is no database or another server has it. */
export function sqliteHistory({path, retentionMs, maxBytes, batchMs = 250, shared = false, onError}: SqliteHistoryOptions): SessionHistory {
  const database = new HistoryDatabase(path, shared);
  const waiting = new Map<string, Waiting>();
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  /** Until it is closed or keeping fails. */
  let isKeeping = true;

  /** What fails is told once, and then nothing more is kept. */
  const guarded = <Result>(work: () => Result): Result | undefined => {
    if (!isKeeping) return undefined;
    try {
      return work();
    } catch (error) {
      isKeeping = false;
      waiting.clear();
      onError(error);
      return undefined;
    }
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    guarded(() =>
      database.transaction(() => {
        for (const [key, {first, events}] of waiting) {
          database.append({key, first, events: JSON.stringify(events)});
          if (events.at(-1)?.type === 'session-end') database.end(key, Date.now());
        }
      }),
    );
    waiting.clear();
  };
  const keep = (key: string, id: number, event: SessionEvent) => {
    if (!isKeeping) return;
    const batch = waiting.get(key);
    if (batch) batch.events.push(event);
    else waiting.set(key, {first: id, events: [event]});
    timer ??= setTimeout(flush, batchMs).unref();
  };
  const sweep = () => guarded(() => database.expire(Date.now() - retentionMs, maxBytes));
  const sweeping = setInterval(sweep, SWEEP_MS).unref();

  if (!shared) {
    database.endRunning(Date.now());
    sweep();
  }

  const isExpired = ({ended, expired}: SessionRow) => expired === 1 || (ended !== null && ended + retentionMs <= Date.now());
  const restore = (find: () => SessionRow | undefined): KeptSession | 'expired' | undefined => {
    flush();
    return guarded(() => {
      const row = find();
      if (!row || isExpired(row)) return row && 'expired';
      const {key, share: shareKey, feedback, ended} = row;
      const events = database.events(key).flatMap((part) => JSON.parse(part.events) as SessionEvent[]);
      return {
        key,
        shareKey,
        log: keptLog(events, (at, event) => keep(key, at, event)),
        feedback: JSON.parse(feedback) as Feedback[],
        endedAt: ended ?? Date.now(),
      };
    });
  };
  return {
    createLog(id) {
      const key = toKey(id);
      guarded(() => database.add(key, toKey(toShareId(id)), Date.now()));
      return keptLog([], (at, event) => keep(key, at, event));
    },
    find: (id) => restore(() => database.find(toKey(id))),
    findByRef: (ref) => restore(() => database.findByRef(ref)),
    keepFeedback(key, feedback) {
      guarded(() => database.setFeedback(key, JSON.stringify(feedback)));
    },
    close() {
      flush();
      clearInterval(sweeping);
      if (isOpen) database.close();
      isOpen = false;
      isKeeping = false;
    },
  };
}

/** A log in memory that tells what is appended. */
function keptLog(events: readonly SessionEvent[], onAppend: (id: number, event: SessionEvent) => void): SessionLog {
  const entries: LogEntry[] = events.map((event, index) => ({id: index + 1, event}));
  return {
    get lastId() {
      return entries.length;
    },
    append(event) {
      const id = entries.length + 1;
      entries.push({id, event});
      onAppend(id, event);
      return id;
    },
    read: (after, upTo) => entries.slice(after, upTo),
  };
}
