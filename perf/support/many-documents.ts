/** perf/support - a folder of many Markdown documents, the same on every run: words as frequent as in a language, a rare word in each. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** How often words are used falls with their rank, as in any language. */
const VOCABULARY = 30_000;
const WORDS_PER_SECTION = 80;
const SECTIONS = 4;
const PER_FOLDER = 100;

/** Words that questions are made of: the commoner, the more sections have them. */
export interface SeededWords {
  /** The word of a rank, from 0, the commonest. */
  readonly common: (rank: number) => string;
  /** The word that only this document has. */
  readonly own: (document: number) => string;
}

/** Writes the documents. */
export function writeManyDocuments(folder: string, count: number): SeededWords {
  const random = seeded(1);
  const vocabulary = Array.from({length: VOCABULARY}, () => word(random));
  const draw = (): string => vocabulary[Math.floor(VOCABULARY ** random()) - 1] ?? '';
  const own = (document: number) => `ident${document.toString(26).replace(/\d/g, (digit) => String.fromCharCode(113 + Number(digit)))}`;
  const text = (words: number): string => Array.from({length: words}, (_, place) => draw() + (place % 12 === 11 ? '.' : '')).join(' ');
  for (let document = 0; document < count; document++) {
    const inner = join(folder, `part-${Math.floor(document / PER_FOLDER)}`);
    if (document % PER_FOLDER === 0) mkdirSync(inner, {recursive: true});
    const sections = Array.from({length: SECTIONS}, (_, place) => `## ${text(3)}\n\n${text(WORDS_PER_SECTION)}${place === 2 ? ` ${own(document)}` : ''}\n`);
    writeFileSync(join(inner, `${document}.md`), `# ${text(4)}\n\n${sections.join('\n')}`);
  }
  return {common: (rank) => vocabulary[rank] ?? '', own};
}

const word = (random: () => number): string => Array.from({length: 2 + Math.floor(random() * 3)}, () => 'bcdfghklmnprstvz'.charAt(random() * 16) + 'aeiou'.charAt(random() * 5)).join('');

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
