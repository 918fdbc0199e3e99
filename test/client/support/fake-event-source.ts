/** test/client/support - EventSources that a test plays itself. */
import type {EventSourceConstructor, EventSourceLike} from '../../../client/store/event-stream.ts';

/** One opened stream. */
export class FakeEventSource implements EventSourceLike {
  readonly url: string;
  onopen: ((event: Event) => void) | null = null;
  onmessage: EventSourceLike['onmessage'] = null;
  onerror: ((event: Event) => void) | null = null;
  readyState = 0;
  #lastId = '';

  constructor(url: string) {
    this.url = url;
  }

  get closed(): boolean {
    return this.readyState === 2;
  }

  close(): void {
    this.readyState = 2;
  }

  /** The server answered. */
  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }

  /** A frame came; one without id keeps the last one's, as browsers do. */
  say(event: object, id?: number): void {
    if (id !== undefined) this.#lastId = String(id);
    this.raw(JSON.stringify(event));
  }

  raw(data: string): void {
    this.onmessage?.(new MessageEvent('message', {data, lastEventId: this.#lastId}));
  }

  /** The connection broke; the browser makes a new one by itself. */
  lose(): void {
    if (this.closed) return;
    this.readyState = 0;
    this.onerror?.(new Event('error'));
  }

  /** The server answered with something else than 200; the browser gave up. */
  giveUp(): void {
    this.readyState = 2;
    this.onerror?.(new Event('error'));
  }
}

/** Every stream opened through one constructor. */
export interface FakeEventSources {
  readonly EventSource: EventSourceConstructor;
  readonly opened: readonly FakeEventSource[];
  /** The one opened last. */
  readonly last: FakeEventSource;
}

export function fakeEventSources(): FakeEventSources {
  const opened: FakeEventSource[] = [];
  class Source extends FakeEventSource {
    constructor(url: string) {
      super(url);
      opened.push(this);
    }
  }
  return {
    EventSource: Source,
    opened,
    get last() {
      const last = opened.at(-1);
      if (!last) throw new Error('No stream was opened yet');
      return last;
    },
  };
}
