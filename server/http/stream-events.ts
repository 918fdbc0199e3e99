/** server/http - one reader: a cursor in one or more logs, written as fast as its socket takes it. */
import type {Context} from 'koa';
import {Subscription} from 'rxjs';
import {type EncodedFrames, heartbeatChunk} from './frame-cache.ts';
import {openOutlet} from './frame-outlet.ts';
import {toChunk} from './http-chunk.ts';
import {writePastKoa} from './past-koa.ts';
import {SseStream} from './sse-stream.ts';
import type {StreamSource} from './stream-source.ts';

const noBytes = Buffer.alloc(0);

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
 * Answers with an event stream.
 * @param source - What to read.
 * @param resumes - Whether the reader has read some of it before.
 */
export function streamEvents<Taken>(ctx: Context, source: StreamSource<Taken>, options: SseOptions = {}, resumes = false): void {
  const stream = new SseStream(ctx);
  ctx.status = 200;
  writePastKoa(ctx, () => {
    if (resumes) options.watch?.onResume();
    writeTo(ctx, stream, source, options);
  });
}

/** The socket asks for what comes next: a batch is taken from the log only when there is room for it. */
function writeTo<Taken>(ctx: Context, stream: SseStream, {cursor, encode, attach, heartbeat = heartbeatChunk, retries = true}: StreamSource<Taken>, options: SseOptions): void {
  const {heartbeatMs = 10_000, stallMs = 120_000, retryMs = 1_000, watch} = options;
  const {res: response, req: {socket}} = ctx;
  const reading = new Subscription(attach());
  watch?.onReader(1);
  reading.add(() => watch?.onReader(-1));
  const leave = () => reading.unsubscribe();
  if (response.destroyed) {
    leave();
    return;
  }
  response.once('close', leave);
  const outlet = openOutlet(response, stream);
  const cut = () => {
    leave();
    response.destroy();
  };
  // The last bytes may wait as long as others: nothing beats any more when the stream has ended.
  const end = () => {
    leave();
    socket.setTimeout(stallMs);
    outlet.end();
  };

  // `retry:` rides on the first event's frame. The frame's bytes are shared, so the line goes just before them.
  let retryLine = toChunk(retries ? `retry: ${Math.round(retryMs * (1 + Math.random()))}\n` : '');
  let hasRoom = true;
  const write = ({chunk, frames}: EncodedFrames) => {
    if (chunk.length === 0) return;
    const bytes = retryLine.length > 0 ? Buffer.concat([retryLine, chunk]) : chunk;
    retryLine = noBytes;
    watch?.onWrite(bytes.length, frames);
    hasRoom = outlet.send(bytes, onRoom);
  };
  const writeOn = () => {
    try {
      for (let taken; hasRoom && (taken = cursor.take()) !== undefined; ) write(encode(taken));
      if (hasRoom && cursor.isOver) end();
    } catch (error) {
      // A fault of ours costs this reader its stream, and nobody else anything.
      cut();
      ctx.onerror(error as Error);
    }
  };
  const onRoom = () => {
    hasRoom = true;
    if (!reading.closed) writeOn();
  };

  let sentBefore = 0;
  let stalledMs = 0;
  // Bytes that wait in this process and do not move are a stalled write; a stream without any is alive and hears a heartbeat.
  const beat = () => {
    const sent = socket.bytesWritten - socket.writableLength;
    const waits = socket.writableLength > 0;
    stalledMs = waits && sent === sentBefore ? stalledMs + heartbeatMs : 0;
    sentBefore = sent;
    if (stalledMs >= stallMs) cut();
    else if (!waits && heartbeat.length > 0) outlet.send(heartbeat, () => undefined);
  };
  const beating = setInterval(beat, heartbeatMs);
  reading.add(() => clearInterval(beating));
  reading.add(cursor.moved$.subscribe(writeOn));
}
