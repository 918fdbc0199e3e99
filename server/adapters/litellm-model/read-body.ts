/** server/adapters/litellm-model - reads a body a moment's text at a time. */
import type {IncomingMessage} from 'node:http';
import {Observable} from 'rxjs';

/** Options for {@link readBody}. */
export interface ReadBodyOptions {
  /** Whether what comes is worth waiting for: asked before each read. The first text never waits. */
  readonly isPaced: () => boolean;
  /** Shortest time between two reads then, in milliseconds: about one frame, so that what a reader gets in one piece is also read in one. */
  readonly paceMs: () => number;
  /** What to end with when the body breaks off. */
  readonly toError: (cause: Error) => unknown;
}

/**
 * The bytes of a body; what came since the last read is one piece. A model writes a token every few milliseconds, and each piece costs
 * a way through the whole pipeline, while readers get no more than a frame every `FRAME_MS`.
 *
 * ```text
 * body:  a-b-c------d-(e|)    paced, a pace is 6 long
 * out:   a-----(bc)---d-(e|)  what the end has brought along waits for nobody
 * ```
 *
 * The next read comes when the last one was taken downstream, so nothing is read ahead but what the body's own buffer holds.
 * Leaving it leaves the body as it is. Errors with what `toError` makes of what broke the body off, after what came before.
 */
export const readBody = (body: IncomingMessage, {isPaced, paceMs, toError}: ReadBodyOptions): Observable<Uint8Array> =>
  new Observable((out) => {
    let readAt = -Infinity;
    let waiting: NodeJS.Timeout | undefined;
    const take = () => {
      clearTimeout(waiting);
      waiting = undefined;
      const bytes: unknown = out.closed ? null : body.read(body.readableLength || undefined); // all that is there, not only the next chunk
      if (!(bytes instanceof Uint8Array)) return;
      readAt = performance.now();
      out.next(bytes);
      if (body.complete && !out.closed) body.read(0); // asks for the end, which is not told unasked
    };
    const onReadable = () => {
      if (waiting && !body.complete) return;
      const restMs = isPaced() && !body.complete ? readAt + paceMs() - performance.now() : 0;
      if (restMs >= 1) waiting = setTimeout(take, restMs);
      else take();
    };
    const breakOff = (cause: Error) => {
      take();
      out.error(toError(cause));
    };
    out.add(() => clearTimeout(waiting));
    body
      .on('readable', onReadable)
      .once('end', () => out.complete())
      .on('error', breakOff)
      .once('close', () => breakOff(new Error('The body was closed before its end')));
  });
