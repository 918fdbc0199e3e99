/** server/adapters/extractive-model - the sentences of a passage that may be quoted. Pure. */
import {speaksToModels} from '../../text/speaks-to-models.ts';
import {splitSentences} from '../../text/split-sentences.ts';

/** Shortest and longest quote, in characters; a longer sentence is cut. A CJK character says as much as several letters. */
const MIN_LENGTH = 30;
const MAX_LENGTH = 400;
const CJK_FACTOR = 2.5;

/** Signs that prose has few of, and code, tables and menus many. */
const TECHNICAL = /[{}<>=;|\\`_$#@*/›»·•→+^~[\]]/gu;
const INVISIBLE = /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** A sentence that may be quoted. */
export interface Sentence {
  readonly text: string;
  /** Its place among the sentences of its text; the next one in the same paragraph has the next place. */
  readonly at: number;
}

/**
 * Makes a function that gives the sentences of a text, in its order; a line end ends a sentence. Menus, code, changes, orders to models
 * and other scraps are left out, long sentences are cut with `…`.
 * @param language - ISO 639 code, `und` when unknown.
 */
export const sentenceSplitter =
  (language: string) =>
  (text: string): Sentence[] => {
    let at = 0;
    return splitSentences(text, language).flatMap((sentence) => {
      const place = at;
      at += /\n\s*$/u.test(sentence) ? 2 : 1;
      const clean = withoutLead(sentence);
      return speaksToModels(sentence) || !isProse(clean) ? [] : [{text: cut(clean), at: place}];
    });
  };

/** White space made single, what nobody can see left out. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim().toWellFormed();

/** Where a passage left something out, a sentence begins with dots; in a list of options with the option's name: `signal - …`. */
const withoutLead = (sentence: string): string =>
  oneLine(sentence)
    .replace(/^(?:…|\.\.\.)\s*/u, '')
    .replace(/^[\p{L}\d_.$-]+(?: [\p{L}\d_.$-]+){0,2}(?:\([^)]*\))? [-–—] (?=\p{Lu}.{20,}[.!]$)/u, '');

/** A commit, an issue or a version that a line of a changelog names. */
const CHANGE = /\(?\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b\)?|\(?#\d{2,}\)?|^v?\d+\.\d+\.\d+|\(@[\w-]+\)/u;
/** Cells of a table. */
const CELLS = /\s\|\s|^\||\|$/u;
/** A comment or a command of a shell. */
const SHELL = /^[#$>]\s/u;

function isProse(sentence: string): boolean {
  if (CHANGE.test(sentence) || CELLS.test(sentence) || SHELL.test(sentence)) return false;
  const letters = count(sentence, /[\p{L}\p{M}]/gu);
  const cjk = count(sentence, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu);
  if (sentence.length + cjk * (CJK_FACTOR - 1) < MIN_LENGTH) return false;
  const spaces = count(sentence, / /gu);
  if ((letters + spaces) / sentence.length < 0.75) return false;
  if (count(sentence, TECHNICAL) / sentence.length > 0.03) return false;
  return cjk > 0 || isSaid(sentence);
}

/** A menu has few words, or all of them with capitals and no end. */
function isSaid(sentence: string): boolean {
  const words = sentence.split(' ');
  if (words.length < 5) return false;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return /[.!?:…"”')\]]$/u.test(sentence) || capitals / words.length < 0.6;
}

function cut(sentence: string): string {
  if (sentence.length <= MAX_LENGTH) return sentence;
  const begin = sentence.slice(0, MAX_LENGTH);
  const space = begin.lastIndexOf(' ');
  return `${(space > MAX_LENGTH / 2 ? begin.slice(0, space) : begin).toWellFormed().replace(/[\s,;:\uFFFD]+$/u, '')}…`;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
