/**
 * client/store - many sessions, one connection. A browser gives one HTTP/1.1 host six connections, over all its tabs: with a stream
 * for each window, the seventh would wait for ever. The first session of a server has a stream of its own; as soon as there is a
 * second one, one stream carries all of them.
 */
import {type EventSourceLike, idOf, type Message} from './event-stream.ts';

/** Most sessions that a server puts into one stream. */
const MOST = 20;
const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** Stands in for an EventSource of one session, of an address as `Api.eventsUrl` makes it. */
export class SharedEventSource implements EventSourceLike {
  onopen: ((event: Event) => void) | null = null;
  onmessage: EventSourceLike['onmessage'] = null;
  onerror: ((event: Event) => void) | null = null;
  readyState: number = CONNECTING;
  readonly session: string;
  #known: number;
  #last: Message | undefined;
  readonly #line: Line;

  constructor(url: string) {
    const [, server = '', session = '', after = '0'] = /^(.*)\/v1\/sessions\/([^/?]+)\/events\?after=(\d+)$/.exec(url) ?? [];
    this.session = session;
    this.#known = Number(after);
    this.#line = lineTo(server);
    this.#line.join(this);
  }

  close(): void {
    this.readyState = CLOSED;
    this.#line.leave(this);
  }

  /** The last event that came, or that was known before. */
  get after(): number {
    return Math.max(this.#known, (this.#last && idOf(this.#last)) ?? 0);
  }

  /** A frame of this session. */
  hear(message: Message): void {
    if (this.readyState === CLOSED) return;
    this.#last = message;
    this.onmessage?.(message);
  }

  /** A new stream begins: it knows nothing of what was read from the one before. */
  settle(): void {
    this.#known = this.after;
    this.#last = undefined;
  }

  /** A frame that is no event. */
  sense(data: string): void {
    if (this.readyState !== CLOSED) this.onmessage?.({data, lastEventId: ''});
  }

  /** The stream is there. */
  begin(): void {
    if (this.readyState !== CONNECTING) return;
    this.readyState = OPEN;
    this.onopen?.(new Event('open'));
  }

  /** The stream broke; `given up` when the browser makes no new one. */
  lose(givenUp: boolean): void {
    if (this.readyState === CLOSED) return;
    this.readyState = givenUp ? CLOSED : CONNECTING;
    this.onerror?.(new Event('error'));
  }
}

/** One connection to a server, and who listens on it. */
class Line {
  readonly server: string;
  readonly #members = new Set<SharedEventSource>();
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: string) {
    this.server = server;
  }

  get hasRoom(): boolean {
    return this.#members.size < MOST;
  }

  join(member: SharedEventSource): void {
    this.#members.add(member);
    if (this.#members.size === 1) this.#open();
    else this.#timer ??= setTimeout(() => this.#open()); // those that come together are opened together
  }

  leave(member: SharedEventSource): void {
    if (!this.#members.delete(member) || this.#members.size > 0) return;
    this.#close();
    lines.delete(this);
  }

  #open(): void {
    this.#close();
    const [first, ...others] = this.#members;
    if (!first) return;
    const isAlone = others.length === 0;
    for (const member of this.#members) member.settle();
    const least = new Map<string, number>(); // a session that two windows follow is named once; each leaves out what it has
    for (const {session, after} of this.#members) least.set(session, Math.min(after, least.get(session) ?? after));
    const places = [...least].map(([session, after]) => `${session}:${after}`).join();
    const source = new EventSource(isAlone ? `${this.server}/v1/sessions/${first.session}/events?after=${first.after}` : `${this.server}/v1/events?sessions=${places}`);
    this.#source = source;
    source.onopen = () => this.#each((member) => member.begin());
    source.onmessage = (message: MessageEvent<string>) => (isAlone ? first.hear(message) : this.#deal(message.data));
    source.onerror = () => {
      const givenUp = source.readyState === CLOSED;
      if (givenUp) this.#close();
      const lost = [...this.#members];
      if (givenUp) {
        this.#members.clear(); // each asks what became of its session, and comes back
        lines.delete(this);
      }
      for (const member of lost) member.lose(givenUp);
    };
  }

  /** A frame of a stream that carries several sessions names its session; one that does not is for all. */
  #deal(data: string): void {
    const frame = read(data);
    if (frame?.session === undefined || frame.id === undefined) {
      this.#each((member) => member.sense(data));
      return;
    }
    const {session, id} = frame;
    const message = {data: JSON.stringify(frame.event), lastEventId: String(id)};
    this.#each((member) => member.session === session && id > member.after && member.hear(message));
  }

  #each(tell: (member: SharedEventSource) => unknown): void {
    for (const member of [...this.#members]) tell(member);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#source?.close();
    this.#source = undefined;
  }
}

const lines = new Set<Line>();

function lineTo(server: string): Line {
  const known = [...lines].find((line) => line.server === server && line.hasRoom);
  if (known) return known;
  const line = new Line(server);
  lines.add(line);
  return line;
}

/** What a frame of several sessions holds; nothing of it is believed but its shape. */
interface Frame {
  readonly session?: string;
  readonly id?: number;
  readonly event?: unknown;
}

function read(data: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(data);
    if (typeof frame !== 'object' || frame === null) return undefined;
    const {session, id, event} = frame as Readonly<Record<string, unknown>>;
    return {event, ...(typeof session === 'string' && {session}), ...(typeof id === 'number' && {id})};
  } catch {
    return undefined;
  }
}
