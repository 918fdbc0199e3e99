/** server/adapters/search-api - text as readers see it, out of what search engines send. */
import {Parser} from 'htmlparser2';

/** Text without tags, entities decoded, white space as single spaces. A passage may come with either, whatever was asked for. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return html.trim();
  let plain = '';
  const parser = new Parser({ontext: (part) => (plain += part)});
  parser.end(html);
  return plain.replace(/\s+/g, ' ').trim();
}

/** Joins passages with `…`, each once: further ones often repeat the first. */
export const joinPassages = (passages: readonly string[]): string =>
  passages.filter((passage, index) => passage !== '' && !passages.some((other, at) => other.includes(passage) && (other !== passage || at < index))).join(' … ');
