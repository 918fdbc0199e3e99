/** server/enrichment - Markdown inside one block, as the plain text that a reader sees. */

/** How {@link inlineText} reads. */
export interface InlineTextOptions {
  /** For the id of a heading: badges count with their alternative text, and spaces stay. @defaultValue false */
  readonly asAnchor?: boolean;
}

/** White space that is no single space: most is, and is left as it stands. */
const gap = / \s+|[^\S ]\s*/g;

/** The text without markup, on one line. Links and images become their text, code its content. */
export function inlineText(markdown: string, {asAnchor = false}: InlineTextOptions = {}): string {
  const plain = anyMark.test(markdown) ? unmark(markdown, asAnchor, 0) : markdown;
  return asAnchor ? plain.replaceAll('\n', '') : plain.replace(gap, ' ').trim();
}

/** One kind of markup: what it looks like from its first character on, and what a reader sees of it. */
interface Mark {
  readonly pattern: RegExp;
  /** Undefined: the second group, which may hold more markup. */
  readonly read?: (match: RegExpExecArray, asAnchor: boolean) => string;
}

const anyMark = /[\\`![<&*_~]/;

/** Every repetition is bounded or can't backtrack, so that no text takes long; markup that is longer stays as it is written. */
const escape: Mark = {pattern: /\\[\n!-/:-@[-`{-~]/y, read: ([whole]) => whole.slice(1)};
const code: Mark = {pattern: /(?<!`)(`+)(?!`)([^]{1,2000}?)(?<!`)\1(?!`)/y, read: ([, , content = '']) => content};
const badge: Mark = {
  pattern: /\[!\[([^[\]]{0,300})\](?:\([^()]{0,1000}\)|\[[^\]]{0,300}\])\](?:\([^()]{0,1000}\)|\[[^\]]{0,300}\])/y,
  read: ([, text = ''], asAnchor) => (asAnchor ? text : ''),
};
const image: Mark = {pattern: /!\[([^[\]]{0,300})\](?:\([^()]{0,1000}(?:\([^()]{0,300}\)[^()]{0,500})?\)|\[[^\]]{0,300}\])/y, read: ([, text = '']) => text};
const link: Mark = {pattern: /(\[)((?:[^[\]\\]|\\[^]|\[[^[\]]{0,200}\]){0,500})\](?:\([^()]{0,1000}(?:\([^()]{0,300}\)[^()]{0,500})?\)|\[(?![,\s])[^\]]{0,300}\])/y};
const address: Mark = {pattern: /<((?:https?|mailto):[^<>\s]{1,1000})>/y, read: ([, url = '']) => url};
const entity: Mark = {pattern: /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/iy, read: readEntity};
const stars: Mark = {pattern: /(\*{1,3})(?=[^\s*])([^]{1,500}?)(?<![\s*\\])\1(?!\*)/y};
const underscores: Mark = {pattern: /(?<![\p{L}\p{N}_])(_{1,3})(?=[^\s_])([^]{1,500}?)(?<![\s_\\])\1(?![\p{L}\p{N}_])/uy};
const strike: Mark = {pattern: /(~~)(?=[^\s~])([^~]{1,500})~~/y};

const marksOf: Readonly<Record<string, readonly Mark[]>> = {
  '\\': [escape],
  '`': [code],
  '!': [image],
  '[': [badge, link],
  '<': [address],
  '&': [entity],
  '*': [stars],
  _: [underscores],
  '~': [strike],
};

/** Markup in markup is read this deep. */
const MAX_DEPTH = 5;
/** Where a kind of markup so often was none, it is not looked for any more in this text. */
const MAX_MISSES = 50;

function unmark(markdown: string, asAnchor: boolean, depth: number): string {
  const begins = new RegExp(anyMark, 'g');
  let plain = '';
  let doneTo = 0;
  const misses = new Map<Mark, number>();
  for (let begin = begins.exec(markdown); begin; begin = begins.exec(markdown)) {
    for (const mark of marksOf[begin[0]] ?? []) {
      const missed = misses.get(mark) ?? 0;
      if (missed > MAX_MISSES) continue;
      const {pattern, read} = mark;
      pattern.lastIndex = begin.index;
      const match = pattern.exec(markdown);
      if (!match) {
        misses.set(mark, missed + 1);
        continue;
      }
      const end = begin.index + match[0].length;
      const inner = match[2] ?? '';
      const text = read ? read(match, asAnchor) : depth < MAX_DEPTH ? unmark(inner, asAnchor, depth + 1) : inner;
      plain += markdown.slice(doneTo, begin.index) + text;
      doneTo = end;
      begins.lastIndex = end;
      break;
    }
  }
  return plain + markdown.slice(doneTo);
}

const entities: Readonly<Record<string, string>> = {
  ...{amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·'},
  ...{copy: '©', reg: '®', trade: '™', deg: '°', sect: '§', times: '×', laquo: '«', raquo: '»', larr: '←', rarr: '→', uarr: '↑', darr: '↓'},
};

function readEntity([whole, decimal, hex, name]: RegExpExecArray): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const codePoint = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint).toWellFormed() : '\ufffd';
}
