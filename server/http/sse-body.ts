/** server/http - one reader of one session: a cursor on the feed, written as fast as its socket takes it. */
import type {Context} from 'koa';
import {interval, Subject} from 'rxjs';
import {followSession} from '../session/follow-session.ts';
import type {Session} from '../session/session.ts';
import {encodeBatch, heartbeatBytes} from './frame-cache.ts';
import {SseStream} from './sse-stream.ts';

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
  onWrite(bytes: number, frames: number): void;
}

/**
 * Makes the response body of `GET /v1/sessions/:id/events`.
 * The socket asks for what comes next: a batch is taken from the log only when the one before has left our hands.
 * @param after - Id of the last event the reader has.
 */
export function sseBody(ctx: Context, session: Session, after: number, options: SseOptions = {}): SseStream {
  const {heartbeatMs = 10_000, stallMs = 120_000, retryMs = 1_000, watch} = options;
  const stream = new SseStream(ctx);
  const demand$ = new Subject<void>();
  const detach = session.attach();
  watch?.onReader(1);
  const {socket} = ctx.req;
  let sentBefore = 0;
  let stalledMs = 0;

  // `retry:` rides on the first event's frame. The frame's bytes are shared, so the line goes just before them.
  let retryLine = Buffer.from(`retry: ${Math.round(retryMs * (1 + Math.random()))}\n`);
  const write = (shared: Buffer, frames: number) => {
    const bytes = retryLine.length > 0 ? Buffer.concat([retryLine, shared]) : shared;
    retryLine = Buffer.alloc(0);
    watch?.onWrite(bytes.length, frames);
    stream.write(bytes, (error) => {
      if (!error) demand$.next();
    });
  };
  // Bytes that wait in this process and do not move are a stalled write; a stream without any is alive and hears a heartbeat.
  const beat = () => {
    const sent = socket.bytesWritten - socket.writableLength;
    const waits = socket.writableLength > 0;
    stalledMs = waits && sent === sentBefore ? stalledMs + heartbeatMs : 0;
    sentBefore = sent;
    if (stalledMs >= stallMs) stream.destroy();
    else if (!waits) stream.write(heartbeatBytes);
  };

  const reading = followSession(session.feed, after, demand$).subscribe({
    next: (batch) => write(encodeBatch(session.feed, batch), batch.frames.length),
    complete: () => stream.end(),
  });
  const beating = interval(heartbeatMs).subscribe(beat);
  stream.once('close', () => {
    reading.unsubscribe();
    beating.unsubscribe();
    detach();
    watch?.onReader(-1);
  });

  demand$.next();
  return stream;
}
