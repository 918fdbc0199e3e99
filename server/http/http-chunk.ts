/** server/http - a piece of a body in HTTP's own framing, made once for all readers that are sent the same. @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */

/** The chunk of a text; empty for an empty one, since an empty chunk would end the body. */
export const toChunk = (text: string): Buffer => Buffer.from(text === '' ? '' : `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);

/** What a chunk carries. */
export const contentOf = (chunk: Buffer): Buffer => chunk.subarray(chunk.indexOf('\n') + 1, -2);
