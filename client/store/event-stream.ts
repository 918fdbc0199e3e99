/** client/store - one native EventSource as an Observable. Knows no sessions and never opens a second one. */
import {Observable} from 'rxjs';

/** A frame, as the browser gives it. Its parts are made when they are read. */
export type Message = Pick<MessageEvent<string>, 'data' | 'lastEventId'>;

/** What an EventSource tells. */
export type StreamSign =
  | {readonly kind: 'open'}
  /** With its `data`, read once: the browser makes a string of it when it is asked. */
  | {readonly kind: 'message'; readonly data: string; readonly message: Message}
  /** The connection broke and the browser is making a new one by itself. */
  | {readonly kind: 'lost'};

/** The browser has given up on a stream: it was answered with something else than 200. */
export class StreamClosedError extends Error {
  override readonly name = 'StreamClosedError';
}

/** Nothing came for longer than a living stream is silent. */
export class StreamSilentError extends Error {
  override readonly name = 'StreamSilentError';
}

/** The part of the browser's EventSource that is used here. */
export interface EventSourceLike {
  onopen: ((event: Event) => void) | null;
  onmessage: ((message: Message) => void) | null;
  onerror: ((event: Event) => void) | null;
  readonly readyState: number;
  close(): void;
}

/** Makes an EventSource. */
export type EventSourceConstructor = new (url: string) => EventSourceLike;

const CLOSED = 2;

/** The place in its session's log that a stream has come to; `undefined` before the first event. */
export const idOf = ({lastEventId}: Message): number | undefined => (lastEventId === '' ? undefined : Number(lastEventId));

/**
 * Opens a stream on subscription and closes it on unsubscription. Never completes: a server that ends a stream looks to the
 * browser like a broken connection.
 * @param silenceMs - So long it may be silent, in milliseconds; that the browser is trying again does not count as something.
 * @throws StreamClosedError - When the browser gave up.
 * @throws StreamSilentError - When nothing came for so long.
 */
export const eventStream = (url: string, Source: EventSourceConstructor, silenceMs: number): Observable<StreamSign> =>
  new Observable((subscriber) => {
    const source = new Source(url);
    let heardAt = performance.now();
    // One timer for many messages: a new one for each would cost a stream of thousands a second more than reading them.
    const listen = (): void => {
      const restMs = heardAt + silenceMs - performance.now();
      if (restMs > 0) timer = setTimeout(listen, restMs);
      else subscriber.error(new StreamSilentError(`Nothing came from ${url} for ${silenceMs} ms`));
    };
    let timer = setTimeout(listen, silenceMs);
    source.onopen = () => {
      heardAt = performance.now();
      subscriber.next({kind: 'open'});
    };
    source.onmessage = (message) => {
      heardAt = performance.now();
      subscriber.next({kind: 'message', data: message.data, message});
    };
    source.onerror = () => (source.readyState === CLOSED ? subscriber.error(new StreamClosedError(`The browser gave up on ${url}`)) : subscriber.next({kind: 'lost'}));
    return () => {
      clearTimeout(timer);
      source.close();
    };
  });
