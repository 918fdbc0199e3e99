/** server/adapters/http-page - reads a response's body: decompressed, and never more than the cap. */
import {pipeline, type Readable, type Transform} from 'node:stream';
import * as zlib from 'node:zlib';
import {pageError} from './page-errors.ts';

/** What is read of a body. */
export interface ReadBodyOptions {
  /** The page, for errors. */
  readonly url: string;
  /** The `Content-Encoding`, empty when there is none. */
  readonly encoding: string;
  /** After decompression; may depend on how the body begins. A body that turns out longer is given up there. */
  readonly maxBytes: number | ((beginning: Uint8Array) => number);
  /** Whether the beginning of a longer body will do. @defaultValue false: it is an error */
  readonly cut?: boolean;
}

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  br: zlib.createBrotliDecompress,
  // Node knows it from 22.15 on.
  ...('createZstdDecompress' in zlib && {zstd: () => zlib.createZstdDecompress()}),
};

/** The encodings that can be read, for `Accept-Encoding`. */
export const acceptedEncodings = ['gzip', 'deflate', 'br', ...('zstd' in decoders ? ['zstd'] : [])].join(', ');

/**
 * Reads a whole body, or its beginning.
 * @throws UpstreamError - `too-large`, or `bad-response` for an encoding that is not known; what breaks the stream is thrown as it is.
 */
export async function readBody(body: Readable, {url, encoding, maxBytes, cut = false}: ReadBodyOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let most: number | undefined;
  // Leaving the loop early destroys the streams, and the socket with them.
  for await (const chunk of decompress(body, encoding.trim().toLowerCase(), url)) {
    most ??= typeof maxBytes === 'number' ? maxBytes : maxBytes(chunk);
    chunks.push(size + chunk.length > most ? chunk.subarray(0, most - size) : chunk);
    size += chunk.length;
    if (size <= most) continue;
    if (!cut) throw tooLarge(url, most);
    return join(chunks, most);
  }
  return join(chunks, size);
}

/** Not by `Buffer.concat`: small buffers of Node's share memory, which can't be moved to a worker. */
function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The error of a page that is longer than we read. */
export const tooLarge = (url: string, maxBytes: number) =>
  pageError(url, `it is longer than ${maxBytes} bytes`, {
    code: 'too-large',
    reason: `The page is larger than ${Math.floor(maxBytes / 1_000_000)} MB.`,
    retryable: false,
  });

function decompress(body: Readable, encoding: string, url: string): AsyncIterable<Uint8Array> {
  if (encoding === '' || encoding === 'identity') return body;
  // An error of the body is passed on to the decoder, which is being read, so the callback has nothing to do.
  if (encoding === 'deflate') return inflate(body);
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined;
  if (decoder) return pipeline(body, decoder, () => undefined);
  body.destroy();
  throw pageError(url, `can't decode "${encoding}"`, {code: 'bad-response', reason: 'The page is compressed in an unknown way.', retryable: false});
}

/** By the book `deflate` has a header of zlib's; some servers leave it out. Its first byte tells. */
async function* inflate(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const hasHeader = ((first.value[0] ?? 0) & 0x0f) === 8;
  const whole = async function* () {
    yield first.value;
    yield* {[Symbol.asyncIterator]: () => chunks};
  };
  yield* pipeline(whole, hasHeader ? zlib.createInflate() : zlib.createInflateRaw(), () => undefined) as AsyncIterable<Uint8Array>;
}
