/**
 * client/store - follows one session's events through whatever the network does.
 * The native EventSource reconnects by itself after a broken connection; this supervises it where it does not: it gives up on
 * any answer but 200, and it does not notice a connection that has gone silent.
 */
import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  Observable,
  of,
  repeat,
  take,
  takeWhile,
  throwError,
  timer,
} from 'rxjs';
import type {SessionFrame} from '../../shared/session-event.ts';
import {AskError} from './ask-error.ts';
import {type EventSourceConstructor, eventStream, idOf, type StreamSign} from './event-stream.ts';
import {gather} from './gather.ts';
import {joinDeltas} from './join-deltas.ts';
import {browserNetwork, type NetworkStatus} from './network-status.ts';
import {parseFrames} from './parse-frames.ts';
import {SharedEventSource} from './shared-event-source.ts';

/** How the connection is. */
export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'offline';

/** What a connection tells: how it is, or an event, each once and in order; `again` with the first one where all that was told before is void. */
export type SessionNews =
  | {readonly kind: 'connection'; readonly state: ConnectionState}
  | {readonly kind: 'event'; readonly event: SessionFrame; readonly again?: boolean};

/** Where one session is. */
export interface SessionAddress {
  /** Where the events after `after` come from. */
  eventsUrl(after: number): string;
  /** Asks why a stream was refused. @throws AskError - `session-gone` when the session is no longer there, `bad-cursor` when it has nothing after `after`; anything else may pass. */
  check(after: number): Promise<void>;
}

/** Options for {@link followSession}. */
export interface FollowOptions {
  /** The last event that is known already; goes along with what is read. @defaultValue 0 */
  readonly cursor?: {after: number};
  /** A stream that is silent for so long is opened again, in milliseconds: two heartbeats and a little. @defaultValue 35_000 */
  readonly silenceMs?: number;
  /** First and longest wait before opening again, in milliseconds; each wait doubles the last and is cut by up to a half at random. @defaultValue 500 to 30_000 */
  readonly backoffMs?: {readonly first: number; readonly longest: number};
  /** Attempts without any event before giving up; none counts while the device is offline. @defaultValue 20 */
  readonly attempts?: number;
  /** @defaultValue the browser's, shared by all windows of a page */
  readonly EventSource?: EventSourceConstructor;
  readonly network?: NetworkStatus;
  /** Calls back whenever what was told is about to be looked at, until the returned function is called: text that comes faster waits for it. @defaultValue never: none waits */
  readonly beforeLook?: (read: () => void) => () => void;
  /** From 0 to 1. */
  readonly random?: () => number;
}

type MessageSign = Extract<StreamSign, {kind: 'message'}>;

/** Where the type of an event ends at the latest, in characters, as a server writes it: `{"type":"answer-reasoning-delta"`. */
const TYPE_END = 32;
/** Text. What a server writes otherwise is not waited for, and read all the same. */
const isText = (sign: StreamSign): boolean => {
  const at = sign.kind === 'message' ? sign.data.indexOf('-delta"') : 0;
  return at > 0 && at < TYPE_END;
};
const never = (): (() => void) => () => undefined;

/** The device came back: whatever is open may be dead. */
class BackOnlineError extends Error {}

/**
 * Follows a session until its `session-end`, then completes and closes the stream for good.
 *
 * ```text
 * stream 1:  o-1-2-2-x              o  open, 2  again the same event, x  the browser gave up
 * check:           --!              ask what happened; the session is still there
 * stream 2:           o-3-e         opened with ?after=2
 * out:      c-o-1-2---r--o-3-(e|)   c  connecting, r  reconnecting
 * ```
 *
 * A server that was killed may have lost the last events that it told. What was read is void then, and everything is read again.
 *
 * @throws AskError - `session-gone` when the server no longer has it, `connection-lost` after too many attempts.
 */
export function followSession(address: SessionAddress, options: FollowOptions = {}): Observable<SessionNews> {
  const {cursor = {after: 0}, silenceMs = 35_000, backoffMs = {first: 500, longest: 30_000}, attempts = 20} = options;
  const {EventSource: Source = SharedEventSource, network = browserNetwork, beforeLook = never, random = Math.random} = options;
  const look$ = new Observable<undefined>((subscriber) => beforeLook(() => subscriber.next(undefined)));
  const broken = (): SessionNews => ({kind: 'connection', state: network.online ? 'reconnecting' : 'offline'});

  return defer(() => {
    let failures = 0;
    let doubtful = false; // whether the session may be gone, or not what it was
    let isVoid = false; // whether what was told before the next event is
    let isWhole = cursor.after === 0; // whether all that was told comes from one life of the server

    const isNew = ({message}: MessageSign): boolean => (idOf(message) ?? Infinity) > cursor.after;

    const hear = (messages: readonly MessageSign[]): readonly SessionNews[] => {
      failures = 0;
      doubtful = false;
      const [first] = messages;
      const fresh = first && isNew(first) ? messages : messages.filter(isNew); // ids rise
      const last = fresh.at(-1);
      const [event, ...more] = parseFrames(joinDeltas(fresh.map(({data}) => data)));
      if (!event) return [];
      if (!isWhole && cursor.after > 0 && event.type === 'session-end' && event.code === 'restarted') throw new AskError('bad-cursor');
      cursor.after = (last && idOf(last.message)) ?? cursor.after;
      const again = isVoid;
      isVoid = false;
      return [{kind: 'event', event, again}, ...more.map((one): SessionNews => ({kind: 'event', event: one}))];
    };

    const read = (signs: readonly StreamSign[]): readonly SessionNews[] => {
      const [sign] = signs;
      if (sign?.kind === 'open') return [{kind: 'connection', state: 'open'}];
      if (sign?.kind !== 'lost') return hear(signs.filter((one) => one.kind === 'message'));
      isWhole &&= cursor.after === 0;
      return [broken()];
    };

    const recover = (error: unknown): Observable<SessionNews> => {
      if (error instanceof BackOnlineError) return EMPTY;
      if (error instanceof AskError && error.code === 'session-gone') return throwError(() => error);
      if (error instanceof AskError && error.code === 'bad-cursor' && cursor.after > 0) {
        cursor.after = 0;
        isVoid = true;
        isWhole = true;
        doubtful = false;
        return EMPTY;
      }
      isWhole &&= cursor.after === 0;
      doubtful = true;
      if (network.online) failures += 1;
      if (failures >= attempts) return throwError(() => new AskError('connection-lost', {cause: error}));
      const backoff = network.online ? Math.min(backoffMs.first * 2 ** (failures - 1), backoffMs.longest) : backoffMs.longest;
      const asked = error instanceof AskError ? (error.retryAfterMs ?? 0) : 0;
      const waitMs = Math.max(asked, backoff * (1 - random() / 2));
      return concat(of(broken()), merge(timer(waitMs), network.online$).pipe(take(1), ignoreElements()));
    };

    const backOnline$ = network.online$.pipe(mergeMap(() => throwError(() => new BackOnlineError())));
    const once$ = defer(() => {
      const checked$ = doubtful ? defer(() => address.check(cursor.after)).pipe(ignoreElements()) : EMPTY;
      const stream$ = defer(() => eventStream(address.eventsUrl(cursor.after), Source, silenceMs)).pipe(
        gather(isText, look$),
        mergeMap(read),
      );
      return merge(concat(checked$, stream$), backOnline$).pipe(catchError(recover));
    });
    return concat(of<SessionNews>({kind: 'connection', state: 'connecting'}), once$.pipe(repeat()));
  }).pipe(takeWhile((news) => news.kind !== 'event' || news.event.type !== 'session-end', true));
}
