/**
 * server/adapters - sessions kept in SQLite. A log answers from memory; what is said is written in batches, a few times a second for all
 * sessions together, so that no token waits for the disk.
 * @see docs/decisions/0020-history.md
 */
import type {Feedback} from '../../../shared/feedback.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';
import {EventList} from '../../session/event-list.ts';
import {toKey, toShareId} from '../../session/session-id.ts';
import type {KeptSession, SessionHistory} from '../../session/session-history.ts';
import type {SessionLog} from '../../session/session-log.ts';
import {HistoryDatabase, type SessionRow} from './history-database.ts';
import {PendingWrites} from './pending-writes.ts';

/** How much is kept, and how. */
export interface SqliteHistoryOptions {
  readonly path: string;
  /** How long an ended session is kept, in milliseconds. */
  readonly retentionMs: number;
  /** Most bytes of events; past it the oldest expire. */
  readonly maxBytes: number;
  /** For how long events are gathered before they are written, in milliseconds. @defaultValue 500 */
  readonly batchMs?: number;
  /** Whether other processes may have the file open, too. @defaultValue false */
  readonly shared?: boolean;
  /** Wait before writing is tried again after it failed, in milliseconds; doubled each time, up to a minute. @defaultValue 1_000 */
  readonly retryMs?: number;
  /** Most events that wait to be written; past it the sessions that waited longest are not kept. @defaultValue 50_000 */
  readonly maxPending?: number;
  /** Hears, once, that keeping fails: sessions go on, and wait in memory to be kept. */
  readonly onError: (error: unknown) => void;
  /** Hears that it works again, and that what waited is kept. */
  readonly onRecovered: () => void;
}

/** How often what is due expires, in milliseconds. */
const SWEEP_MS = 60_000;
/** Most sessions that are written in one go, some 3 ms in which nothing else happens, and how long everything else has then, in milliseconds. */
const AT_ONCE = 32;
const BETWEEN_MS = 10;
/** Longest wait before writing is tried again, in milliseconds. */
const MAX_RETRY_MS = 60_000;

/** Opens the history. @throws Error - When the file is no database or another server has it. */
export function sqliteHistory({path, retentionMs, maxBytes, batchMs = 500, shared = false, retryMs = 1_000, maxPending = 50_000, onError, onRecovered}: SqliteHistoryOptions): SessionHistory {
  const database = new HistoryDatabase(path, shared);
  const pending = new PendingWrites(maxPending);
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  /** The next wait, while keeping fails. */
  let waitMs: number | undefined;

  const failed = (error: unknown) => {
    if (waitMs === undefined) onError(error);
    waitMs = waitMs === undefined ? retryMs : Math.min(2 * waitMs, MAX_RETRY_MS);
    clearTimeout(timer);
    timer = setTimeout(flush, waitMs).unref();
  };
  const expire = () => database.expire(Date.now() - retentionMs, maxBytes);
  const flush = (most = Infinity) => {
    clearTimeout(timer);
    timer = undefined;
    const isAgain = waitMs !== undefined;
    if (!isOpen || (pending.size === 0 && !isAgain)) return;
    try {
      // What is due makes room where the disk is full; it has to work, too, before all is well again.
      if (isAgain) expire();
      database.transaction(() => pending.writeTo(database, most));
    } catch (error) {
      failed(error);
      return;
    }
    pending.clear(most);
    waitMs = undefined;
    if (isAgain) onRecovered();
  };
  /** Writes of those that wait now, in turn with everything else. What is said meanwhile is gathered for the next time. */
  const flushInTurns = (left = pending.size) => {
    flush(AT_ONCE);
    if (waitMs !== undefined) return;
    if (left > AT_ONCE) timer = setTimeout(flushInTurns, BETWEEN_MS, left - AT_ONCE).unref();
    else if (pending.size > 0) soon();
  };
  const soon = () => {
    if (isOpen) timer ??= setTimeout(flushInTurns, batchMs).unref();
  };
  const keep = (key: string, id: number, event: SessionEvent) => {
    if (!isOpen) return;
    pending.append(key, id, event);
    soon();
  };
  const sweep = () => {
    if (waitMs !== undefined) return;
    try {
      expire();
    } catch (error) {
      failed(error);
    }
  };
  const sweeping = setInterval(sweep, SWEEP_MS).unref();

  if (!shared) {
    database.endRunning(Date.now());
    sweep();
  }

  const isExpired = ({ended, expired}: SessionRow) => expired === 1 || (ended !== null && ended + retentionMs <= Date.now());
  const restore = (find: () => SessionRow | undefined): KeptSession | 'expired' | undefined => {
    if (!isOpen) return undefined;
    if (waitMs === undefined) flush();
    try {
      const row = find();
      if (!row || isExpired(row)) return row && 'expired';
      const {key, share: shareKey, feedback, ended} = row;
      const written = database.events(key).flatMap((part) => JSON.parse(part.events) as SessionEvent[]);
      // What waits to be written was said: a session that has ended is not to end a second time.
      const events = pending.complete(key, written);
      if (!events) return 'expired';
      return {
        key,
        shareKey,
        log: keptLog(events, (at, event) => keep(key, at, event)),
        feedback: JSON.parse(feedback) as Feedback[],
        endedAt: ended ?? Date.now(),
      };
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
  return {
    get isKeeping() {
      return isOpen && waitMs === undefined;
    },
    createLog(id) {
      const key = toKey(id);
      if (isOpen) pending.begin(key, toKey(toShareId(id)), Date.now());
      soon();
      return keptLog([], (at, event) => keep(key, at, event));
    },
    find: (id) => restore(() => database.find(toKey(id))),
    findByRef: (ref) => restore(() => database.findByRef(ref)),
    keepFeedback(key, feedback) {
      if (isOpen) pending.setFeedback(key, JSON.stringify(feedback));
      soon();
    },
    close() {
      flush();
      clearTimeout(timer);
      clearInterval(sweeping);
      if (isOpen) database.close();
      isOpen = false;
    },
  };
}

/** A log in memory that tells what is appended. */
function keptLog(events: readonly SessionEvent[], onAppend: (id: number, event: SessionEvent) => void): SessionLog {
  const list = new EventList(events);
  return {
    get lastId() {
      return list.lastId;
    },
    append(event) {
      const id = list.append(event);
      onAppend(id, event);
      return id;
    },
    read: (after, upTo) => list.read(after, upTo),
  };
}
