/** server/extraction - turns a page's bytes into text, whatever its labels say. */
import {analyse} from 'chardet';
import {isUtf16} from './is-utf16.ts';

/** A `<meta>` that names a charset is looked for in as many bytes. */
const prescanBytes = 16_384;
/** A label is believed if no more of the text than this comes out as U+FFFD. */
const tolerance = 0.002;
/** What stands between tags in as many bytes is enough to guess from. */
const guessBytes = 65_536;
/** In percent; below it Western Europe is likelier than any guess. */
const leastConfidence = 30;

/**
 * Decodes a page. In this order: a byte order mark; UTF-8 if the bytes are valid UTF-8; the header's label, then the page's own,
 * each only if the bytes agree with it; the best guess by the letters that are frequent; windows-1252, which takes everything.
 * @param bytes - The page; may end in the middle of a character.
 * @param contentType - The `Content-Type`, empty when there is none.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const marked = byteOrderMark(bytes) ?? isUtf16(bytes);
  if (marked) return decode(bytes, marked) ?? '';
  const start = Buffer.from(bytes.subarray(0, prescanBytes)).toString('latin1');
  // All in ASCII, with escapes that switch to Japanese and back: that is also valid UTF-8.
  if (start.includes('\x1b$B') || start.includes('\x1b$@')) return decode(bytes, 'iso-2022-jp') ?? '';
  const utf8 = decodeStrictly(bytes);
  if (utf8 !== undefined) return utf8;
  for (const label of [headerLabel(contentType), metaLabel(start)]) {
    const text = label === undefined ? undefined : decode(bytes, label);
    if (text !== undefined && replaced(text) < text.length * tolerance) return text;
  }
  const text = guess(bytes) ?? decode(bytes, 'windows-1252') ?? '';
  // Before a number or after it, nobody means the sign of no currency: it is where iso-8859-15 has the euro.
  return /\d ?¤|¤ ?\d/u.test(text) && !bytes.some((byte) => byte >= 0x80 && byte < 0xa0) ? (decode(bytes, 'iso-8859-15') ?? text) : text;
}

/** The first guess at the encoding that leaves nothing unread. Tags are left out: their letters look like English. */
function guess(bytes: Uint8Array): string | undefined {
  for (const {name, confidence} of analyse(withoutTags(bytes.subarray(0, guessBytes)))) {
    if (confidence < leastConfidence) break;
    const text = decode(bytes, name);
    if (text !== undefined && replaced(text) === 0) return text;
  }
  return undefined;
}

function withoutTags(bytes: Uint8Array): Uint8Array {
  const left = new Uint8Array(bytes.length);
  let length = 0;
  let isTag = false;
  for (const byte of bytes) {
    if (byte === 0x3c) isTag = true;
    if (!isTag) left[length++] = byte;
    if (byte === 0x3e) isTag = false;
  }
  return length > 0 ? left.subarray(0, length) : bytes;
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

const headerLabel = (contentType: string): string | undefined => /;\s*charset\s*=\s*["']?([\w.:-]+)/iu.exec(contentType)?.[1];
const metaLabel = (start: string): string | undefined =>
  /<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(start)?.[1] ?? /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/iu.exec(start)?.[1];

/** `undefined` when the bytes are not valid UTF-8; a character cut off at the end is none of their fault. */
function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes, {stream: true});
  } catch {
    return undefined;
  }
}

/** `undefined` when nobody knows the label. */
function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return undefined;
  }
}

function replaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count += 1;
  return count;
}
