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
 * The bytes of a body; what came since the last read is one piece. A model writes a token every few milliseconds, and each read costs
 * a way through Node and the whole pipeline, while readers get no more than a frame every `FRAME_MS`.
 *
 * ```text
 * body:  a-b-c------d-(e|)    paced, a pace is 6 long
 * out:   a-----(bc)---d----(e|)
 * ```
 *
 * Between two reads the socket rests, so what comes meanwhile waits in the kernel, and its sender is held back once that is full.
 * The next read comes when the last one was taken downstream. Leaving it leaves the body as it is.
 * Errors with what `toError` makes of what broke the body off, after what came before.
 */
export const readBody = (body: IncomingMessage, {isPaced, paceMs, toError}: ReadBodyOptions): Observable<Uint8Array> =>
  new Observable((out) => {
    const {socket} = body;
    let resting: NodeJS.Timeout | undefined;
    const rest = () => {
      socket.pause();
      resting = setTimeout(() => {
        wake();
        if (body.readableLength > 0) take();
      }, paceMs());
    };
    const wake = () => {
      clearTimeout(resting);
      resting = undefined;
      socket.resume();
    };
    const take = () => {
      const bytes: unknown = out.closed ? null : body.read(body.readableLength || undefined); // all that is there, not only the next chunk
      if (!(bytes instanceof Uint8Array)) return;
      out.next(bytes);
      if (out.closed) return;
      if (body.complete) body.read(0); // asks for the end, which is not told unasked
      else if (isPaced()) rest();
    };
    const breakOff = (cause: Error) => {
      take();
      out.error(toError(cause));
    };
    out.add(wake);
    body
      .on('readable', () => {
        if (!resting) take();
      })
      .once('end', () => out.complete())
      .on('error', breakOff)
      .once('close', () => breakOff(new Error('The body was closed before its end')));
  });
