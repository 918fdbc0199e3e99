/** server/session - events numbered from 1, small: the older pieces of a text are kept as one string and where each ended. */
import {continues, type DeltaEvent, isDelta} from '../../shared/delta-event.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {LogEntry, SessionLog} from './session-log.ts';

/** The latest events are kept as they came, since nearly all who read ask for them: at least half as many, at most so many. */
const RECENT = 32;
/** A run of more text than this is not added to, in UTF-16 units: it would be copied each time. */
const MAX_RUN = 1_024;

/** Adjacent pieces of one text, joined. */
interface Run {
  /** Id of the first. */
  readonly id: number;
  /** The first event, with the text of all. */
  readonly joined: DeltaEvent;
  /** Of each piece: where it ends in the text, and its `at`. */
  readonly ends: readonly number[];
  readonly ats: readonly number[];
}

/**
 * A log in this process's memory. A piece of text costs some 160 bytes while it is one of the latest, and then its characters and 16 bytes more.
 *
 * ```text
 * older:   1 start a   2–4 delta a "xyz", ends 1 2 3   5 delta b "u"
 * recent:  6 delta a "v"   7 delta a "w"   8 end a
 * ```
 */
export class EventList implements SessionLog {
  readonly #older: (LogEntry | Run)[] = [];
  #recent: LogEntry[] = [];
  #lastId = 0;

  /** @param events - What it begins with. @defaultValue nothing */
  constructor(events: readonly SessionEvent[] = []) {
    for (const event of events) this.append(event);
  }

  get lastId(): number {
    return this.#lastId;
  }

  append(event: SessionEvent): number {
    this.#lastId += 1;
    this.#recent.push({id: this.#lastId, event});
    if (event.type === 'session-end') this.#pack(this.#recent.length);
    else if (this.#recent.length > RECENT) this.#pack(RECENT / 2);
    return this.#lastId;
  }

  read(after: number, upTo: number): readonly LogEntry[] {
    const firstRecent = this.#lastId - this.#recent.length + 1;
    const recent = this.#recent.slice(Math.max(0, after + 1 - firstRecent), Math.max(0, upTo + 1 - firstRecent));
    if (after + 1 >= firstRecent) return recent;
    const from = this.#older.findLastIndex(({id}) => id <= after + 1);
    const older: LogEntry[] = [];
    for (const part of this.#older.slice(from)) {
      if (part.id > upTo) break;
      if ('event' in part) older.push(part);
      else unpack(part, after, upTo, older);
    }
    return [...older, ...recent];
  }

  /** Makes the oldest of the recent entries older ones. */
  #pack(count: number): void {
    const entries = this.#recent.slice(0, count);
    this.#recent = this.#recent.slice(count);
    for (let from = 0; from < entries.length; ) {
      const run = runAt(entries, from);
      if (run.length > 0) this.#addRun(run);
      else this.#older.push(...entries.slice(from, from + 1));
      from += Math.max(1, run.length);
    }
  }

  #addRun(run: readonly DeltaEntry[]): void {
    const [first] = run;
    const last = this.#older.at(-1);
    if (!first) return;
    const before = last && 'joined' in last && last.joined.text.length < MAX_RUN && continues(last.joined, first.event) ? last : undefined;
    if (before) this.#older.pop();
    this.#older.push(join(run, before ?? {id: first.id, joined: {...first.event, text: ''}, ends: [], ats: []}));
  }
}

type DeltaEntry = LogEntry & {readonly event: DeltaEvent};

const isDeltaEntry = (entry: LogEntry): entry is DeltaEntry => isDelta(entry.event);

/** The entries from a place on that add to the same text. */
function runAt(entries: readonly LogEntry[], from: number): DeltaEntry[] {
  const run: DeltaEntry[] = [];
  for (let at = from; at < entries.length; at++) {
    const entry = entries[at];
    if (!entry || !isDeltaEntry(entry) || (run[0] && !continues(run[0].event, entry.event))) break;
    run.push(entry);
  }
  return run;
}

/** A run with further pieces. */
function join(run: readonly DeltaEntry[], {id, joined, ends, ats}: Run): Run {
  let {length} = joined.text;
  return {
    id,
    joined: {...joined, text: [joined.text, ...run.map(({event}) => event.text)].join('')},
    ends: [...ends, ...run.map(({event}) => (length += event.text.length))],
    ats: [...ats, ...run.map(({event}) => event.at)],
  };
}

/** Adds the pieces of a run that are wanted. */
function unpack({id, joined, ends, ats}: Run, after: number, upTo: number, entries: LogEntry[]): void {
  for (let index = Math.max(0, after + 1 - id); index < ends.length && id + index <= upTo; index++) {
    entries.push({id: id + index, event: {...joined, text: joined.text.slice(ends[index - 1] ?? 0, ends[index]), at: ats[index] ?? joined.at}});
  }
}
