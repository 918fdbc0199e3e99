/** server/http - a piece of a body in HTTP's own framing, made once for all readers that are sent the same. @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */

/** The chunk of a text; empty for an empty one, since an empty chunk would end the body. */
export const toChunk = (text: string): Buffer => Buffer.from(text === '' ? '' : `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);

/** What chunks carry, one after another. */
export function contentOf(chunks: Buffer): Buffer {
  const contents: Buffer[] = [];
  for (let at = 0; at < chunks.length; ) {
    const start = chunks.indexOf('\n', at) + 1;
    const end = start + Number.parseInt(chunks.toString('latin1', at, start), 16);
    contents.push(chunks.subarray(start, end));
    at = end + '\r\n'.length;
  }
  return Buffer.concat(contents);
}
