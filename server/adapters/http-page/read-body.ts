/** server/adapters/http-page - reads a response's body: decompressed, and never more than the cap. */
import {pipeline, type Readable, type Transform} from 'node:stream';
import {createBrotliDecompress, createGunzip, createInflate} from 'node:zlib';
import {pageError} from './page-errors.ts';

/** What is read of a body. */
export interface ReadBodyOptions {
  /** The page, for errors. */
  readonly url: string;
  /** The `Content-Encoding`, empty when there is none. */
  readonly encoding: string;
  /** After decompression; a body that turns out longer is given up there. */
  readonly maxBytes: number;
}

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads a whole body.
 * @throws UpstreamError - `too-large`, or `bad-response` for an encoding that is not known; what breaks the stream is thrown as it is.
 */
export async function readBody(body: Readable, {url, encoding, maxBytes}: ReadBodyOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early destroys the streams, and the socket with them.
  for await (const chunk of decompress(body, encoding.trim().toLowerCase(), url)) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(url, maxBytes);
    chunks.push(chunk);
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
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined;
  if (!decoder) {
    body.destroy();
    throw pageError(url, `can't decode "${encoding}"`, {code: 'bad-response', reason: 'The page is compressed in an unknown way.', retryable: false});
  }
  // An error of the body is passed on to the decoder, which is being read, so the callback has nothing to do.
  return pipeline(body, decoder, () => undefined);
}
