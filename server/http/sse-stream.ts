/**
 * server/http - koa-sse-stream as our transport, behind the one file that guards its faults. Each is pinned by a test:
 * `send()` puts `encodeURI` where the encoding goes and answers nothing; text that begins with `:` becomes a comment; objects are
 * not stringified; `end()` ends nothing, so a pipeline into or out of it never finishes; `retry` alone makes an empty message; a
 * frame is encoded again for every reader. We take its headers and socket set-up, and push frames that were encoded once.
 * @see docs/decisions/0003-sse-transport.md
 */
import {Transform, type TransformCallback} from 'node:stream';
import type {Context} from 'koa';
import SseTransform from 'koa-sse-stream/lib/sse.js';

/** A response body that takes encoded frames. Write bytes, mind the callback, end it as any stream. */
export class SseStream extends SseTransform {
  constructor(ctx: Context) {
    super(ctx);
    // Anything between us and the reader may not hold frames back.
    ctx.set({'Cache-Control': 'no-store, no-transform', 'X-Content-Type-Options': 'nosniff'});
  }

  /** Not a way to write: the base class's constructor calls it, and it must say nothing. */
  override send(): false {
    return false;
  }

  /** Ends the stream; the base class's own does not. */
  override end(): this {
    Transform.prototype.end.call(this, undefined, 'utf8');
    return this;
  }

  /** Passes bytes on as they are; the callback comes once the reader's socket has room for more. */
  override _transform(frame: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, frame);
  }
}
