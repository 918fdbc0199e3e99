/** client/markdown/slim - stands in for markdown-it's rule and helper for entities: `&amp;`, `&#38;`, `&#x26;`. */
import type {StateInline} from 'markdown-it';
import {decodeHTMLStrict} from './entities.ts';

const inText = /&(?:#(?:x[\da-f]{1,6}|\d{1,7})|[a-z][\da-z]{1,31});/iy;
const inAddress = /\\([!-/:-@[-`{-~])|&(?:(#(?:x[\da-f]{1,8}|\d{1,8}))|[a-z][\da-z]{1,31});/gi;
const noText = /[^\t\n\f\r\P{Cc}]|[\p{Cs}\p{NChar}]/u;

/** The character of this number, `#38` or `#x26`, where it is one that may stand in a text. */
function byNumber(number: string): string | undefined {
  const code = Number(`0${number.slice(1)}`);
  const char = code > 0x10_ff_ff ? '\0' : String.fromCodePoint(code);
  return noText.test(char) ? undefined : char;
}

export function entity(state: StateInline, silent: boolean): boolean {
  inText.lastIndex = state.pos;
  const markup = inText.exec(state.src)?.[0];
  if (markup === undefined) return false;
  const content = markup[1] === '#' ? (byNumber(markup.slice(1, -1)) ?? '\ufffd') : decodeHTMLStrict(markup);
  if (content === markup) return false;
  if (!silent) Object.assign(state.push('text_special', '', 0), {content, markup, info: 'entity'});
  state.pos += markup.length;
  return true;
}

/** Decodes escapes and entities in addresses, titles and info strings. */
export const unescapeAll = (text: string): string =>
  text.replace(inAddress, (match, escaped?: string, number?: string) => escaped ?? (number === undefined ? decodeHTMLStrict(match) : (byNumber(number) ?? match)));
