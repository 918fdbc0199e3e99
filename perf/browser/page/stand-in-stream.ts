/** perf/browser/page - an EventSource that the page plays. */
import type {Said} from '../../../shared/session-event.ts';

export class Stream {
  static readonly opened: Stream[] = [];
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readyState = 0;
  #id = 0;

  constructor() {
    Stream.opened.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }

  say(said: Said): void {
    this.#id += 1;
    this.onmessage?.(new MessageEvent('message', {data: JSON.stringify({...said, at: this.#id}), lastEventId: String(this.#id)}));
  }

  close(): void {
    this.readyState = 2;
  }
}
