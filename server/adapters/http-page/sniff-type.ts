/** server/adapters/http-page - tells what a page is by what it says, not by how its address ends. */
import {isUtf16} from '../../extraction/is-utf16.ts';

/** What can be read. */
export type PageType = 'html' | 'markdown' | 'text' | 'pdf';

/** A type that can't be read, in words for a reader. */
export interface Unreadable {
  readonly unreadable: string;
}

/** How files begin that are no text, whatever they are called. */
const signatures: readonly (readonly [start: string, name: string])[] = [
  ['\x89PNG', 'an image'],
  ['\xff\xd8\xff', 'an image'],
  ['GIF8', 'an image'],
  ['RIFF', 'a media file'],
  ['OggS', 'a media file'],
  ['ID3', 'a media file'],
  ['\x1aE\xdf\xa3', 'a media file'],
  ['PK\x03\x04', 'an archive or office document'],
  ['\xd0\xcf\x11\xe0', 'an office document'],
  ['\x1f\x8b', 'an archive'],
  ['BZh', 'an archive'],
  ['7z\xbc\xaf', 'an archive'],
  ['Rar!', 'an archive'],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
  ['\0asm', 'a program'],
];

/** What a `Content-Type` says without the body: the reason not to read on, if there is one. */
export function refuseByHeader(contentType: string): Unreadable | undefined {
  const type = mediaType(contentType);
  if (/^(?:image|audio|video|font|model)\//u.test(type)) return {unreadable: type.startsWith('image/') ? 'an image' : 'a media file'};
  if (/^application\/(?:.*\+)?json$/u.test(type)) return {unreadable: 'data (JSON)'};
  if (/^(?:text\/(?:css|javascript|csv|calendar)|application\/(?:javascript|zip|gzip|wasm|x-.*))$/u.test(type)) return {unreadable: `of the type ${type}`};
  return undefined;
}

/**
 * What a page is.
 * @param contentType - As the server says; may be empty or wrong.
 * @param bytes - The page.
 */
export function sniffType(contentType: string, bytes: Uint8Array): PageType | Unreadable {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  // Some PDFs have a little before their first mark; pdf.js reads those too.
  if (/^[^<]{0,40}%PDF-/u.test(start)) return 'pdf';
  const signature = signatures.find(([begins]) => start.startsWith(begins) && (!isWord(begins) || HAS_CONTROLS.test(start.slice(0, HEAD))));
  if (signature) return {unreadable: signature[1]};
  const isWide = /^(?:\xff\xfe|\xfe\xff)/u.test(start) || isUtf16(bytes) !== undefined;
  if (start.includes('\0') && !isWide) return {unreadable: 'a file of no known type'};

  const text = (isWide ? start.replaceAll('\0', '') : start).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/u, '').trimStart();
  const type = mediaType(contentType);
  if (/^<\?xml/iu.test(text)) return /<html[\s>]/iu.test(text) || isHtml(type) ? 'html' : {unreadable: 'data (XML)'};
  if (/^<(?:!doctype\s+html|html|head|body|title|script|meta)\b/iu.test(text) || isHtml(type)) return 'html';
  if (type === 'text/markdown' || type === 'text/x-markdown') return 'markdown';
  if (type === 'text/plain') return 'text';
  if (/^<(?:!--|!doctype|[a-z][\w-]*[\s>])/iu.test(text) && !/xml/u.test(type)) return 'html';
  if (type === '' || type === 'application/octet-stream' || type.startsWith('text/')) return /xml/u.test(type) ? {unreadable: 'data (XML)'} : 'text';
  return {unreadable: `of the type ${type.slice(0, 60)}`};
}

/** So much of a file that is no text has signs in it that no text has. In bytes. */
const HEAD = 64;
// eslint-disable-next-line no-control-regex
const HAS_CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/u;
/** A text may begin with these letters, too: `MZ is the signature of …`. */
const isWord = (signature: string): boolean => /^[\w!]+$/u.test(signature);

const mediaType = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
const isHtml = (type: string): boolean => type === 'text/html' || type === 'application/xhtml+xml';
