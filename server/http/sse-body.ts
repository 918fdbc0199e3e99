/** server/http - one reader: a cursor on one or more feeds, written as fast as its socket takes it. */
import type {Context} from 'koa';
import {interval, Subject, Subscription, tap} from 'rxjs';
import {type EncodedFrames, heartbeatChunk} from './frame-cache.ts';
import {type FrameOutlet, openOutlet} from './frame-outlet.ts';
import {toChunk} from './http-chunk.ts';
import {SseStream} from './sse-stream.ts';
import type {StreamSource} from './stream-source.ts';

/** Times of a stream, in milliseconds. */
export interface SseOptions {
  /** Between heartbeats. @defaultValue 10_000 */
  readonly heartbeatMs?: number;
  /** Longest time a write may wait for the socket; then the connection is cut and the reader resumes. @defaultValue 120_000 */
  readonly stallMs?: number;
  /** Shortest time after which a reader reconnects; up to twice as long, so that readers do not come all at once. @defaultValue 1_000 */
  readonly retryMs?: number;
  readonly watch?: StreamWatch;
}

/** Hears what readers do: metrics are fed from it. */
export interface StreamWatch {
  /** A stream was opened (1) or closed (-1). */
  onReader(change: 1 | -1): void;
  /** A reader came back for what it had not seen. */
  onResume(): void;
  onWrite(bytes: number, frames: number): void;
}

/**
 * Makes the response body of an event stream.
 * The socket asks for what comes next: a batch is taken from the log only when the one before has left our hands.
 * @param source - What to read.
 * @param resumes - Whether the reader has read some of it before.
 */
export function sseBody(ctx: Context, source: StreamSource, options: SseOptions = {}, resumes = false): SseStream {
  const {heartbeatMs = 10_000, stallMs = 120_000, retryMs = 1_000, watch} = options;
  const stream = new SseStream(ctx);
  const demand$ = new Subject<void>();
  const {heartbeat = heartbeatChunk, retries = true} = source;
  const detach = source.attach();
  watch?.onReader(1);
  if (resumes) watch?.onResume();
  const {socket} = ctx.req;
  let sentBefore = 0;
  let stalledMs = 0;

  // A socket that takes everything asks again from within the write: in turn, not one inside the other.
  let owed = 0;
  let isAsking = false;
  const ask = () => {
    owed += 1;
    if (isAsking) return;
    isAsking = true;
    for (; owed > 0; owed--) demand$.next();
    isAsking = false;
  };
  // `retry:` rides on the first event's frame. The frame's bytes are shared, so the line goes just before them.
  let retryLine = toChunk(retries ? `retry: ${Math.round(retryMs * (1 + Math.random()))}\n` : '');
  const write = (outlet: FrameOutlet, {chunk, frames}: EncodedFrames) => {
    if (chunk.length === 0) {
      ask();
      return;
    }
    const bytes = retryLine.length > 0 ? Buffer.concat([retryLine, chunk]) : chunk;
    retryLine = Buffer.alloc(0);
    watch?.onWrite(bytes.length, frames);
    outlet.send(bytes, ask);
  };
  // Bytes that wait in this process and do not move are a stalled write; a stream without any is alive and hears a heartbeat.
  const beat = (outlet: FrameOutlet) => {
    const sent = socket.bytesWritten - socket.writableLength;
    const waits = socket.writableLength > 0;
    stalledMs = waits && sent === sentBefore ? stalledMs + heartbeatMs : 0;
    sentBefore = sent;
    if (stalledMs >= stallMs) stream.destroy();
    else if (!waits && heartbeat.length > 0) outlet.send(heartbeat, () => undefined);
  };

  // The last bytes may wait as long as others: nothing beats any more when the stream has ended.
  const end = () => {
    socket.setTimeout(stallMs);
    stream.end();
  };

  const closed = new Subscription();
  // Koa pipes the body once all headers are set; it does not when only they are asked for.
  ctx.res.once('pipe', () => {
    const outlet = openOutlet(ctx.res, stream);
    // A fault of ours costs this reader its stream, and nobody else anything.
    const written$ = source.follow(demand$).pipe(tap((encoded) => write(outlet, encoded)));
    closed.add(written$.subscribe({error: (error: Error) => stream.destroy(error), complete: end}));
    closed.add(interval(heartbeatMs).subscribe(() => beat(outlet)));
    ask();
  });
  stream.once('close', () => {
    closed.unsubscribe();
    detach();
    watch?.onReader(-1);
  });
  return stream;
}
