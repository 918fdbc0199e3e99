/** server/extraction - bytes that can be moved to a worker. */

/** The same bytes if they have their buffer to themselves, else a copy: small buffers of Node's share one, which can't be moved. */
export const movable = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  isOwner(bytes) ? bytes : new Uint8Array(bytes);

const isOwner = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> => bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
