/** server/adapters/litellm-model - reads a body on demand, a moment's text at a time. */
import type {IncomingMessage} from 'node:http';

/** Options for {@link readBody}. */
export interface ReadBodyOptions {
  /** Whether what comes is worth waiting for: asked before each read. The first text never waits. */
  readonly isPaced: () => boolean;
  /** Shortest time between two reads then, in milliseconds: about one frame, so that what a reader gets in one piece is also read in one. */
  readonly paceMs: number;
  /** What to throw when the body breaks off. */
  readonly toError: (cause: Error) => unknown;
}

/**
 * The bytes of a body as they are asked for; what came meanwhile is one piece. A model writes a token every few milliseconds, and each piece costs
 * a way through the whole pipeline, while readers get no more than a frame every `FRAME_MS`.
 * Returning early leaves the body as it is. Waiting ends at once when the body is closed.
 * @throws What `toError` makes of what broke the body off.
 */
export function readBody(body: IncomingMessage, {isPaced, paceMs, toError}: ReadBodyOptions): AsyncIterable<Uint8Array> {
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  let readAt = -Infinity;
  const stir = () => wake?.();
  const isOver = () => body.readableEnded || body.destroyed || failure !== undefined;
  body.on('readable', stir).once('end', stir).once('close', stir);
  body.on('error', (error) => {
    failure ??= error;
    stir();
  });

  const pause = async (ms: number) => {
    const {promise, resolve} = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, ms, undefined);
    wake = () => {
      if (isOver()) resolve(undefined);
    };
    await promise;
    clearTimeout(timer);
  };
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const restMs = readAt + paceMs - performance.now();
    if (restMs >= 1 && isPaced()) await pause(restMs);
    for (;;) {
      const bytes: unknown = body.read(body.readableLength || undefined); // all that is there, not only the next chunk
      readAt = performance.now();
      if (bytes instanceof Uint8Array) return {value: bytes, done: false};
      if (failure) throw toError(failure);
      if (body.readableEnded) return {value: undefined, done: true};
      if (body.destroyed) throw toError(new Error('The body was closed before its end'));
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return {[Symbol.asyncIterator]: () => ({next, return: () => Promise.resolve({value: undefined, done: true as const})})};
}
