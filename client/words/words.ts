/** client/words - which words a window shows: those of its language, and an embedder's own in front of them. */
import type {MarkdownWords} from '../markdown/markdown-words.ts';
import {english} from './english.ts';
import {Numbers, type UnitSymbols} from './numbers.ts';

/** Every word that the elements show. */
export type Words = ReturnType<typeof english> & {
  /** Those inside an answer. English has them where answers are drawn, since an unasked window needs none. */
  readonly markdown?: MarkdownWords;
};

/** A language. */
export interface Language {
  /** BCP 47 tag: `de`. */
  readonly tag: string;
  readonly words: (say: Numbers) => Words;
  readonly units?: Partial<UnitSymbols>;
}

/** Some of the words, in the same places; the others stay as they are. */
export type SomeWords = {readonly [Part in keyof Words]?: Some<Words[Part]>};
type Some<Part> = Part extends (...args: never) => string ? Part : Part extends string ? string : {readonly [Key in keyof Part]?: Some<Part[Key]>};

/** The words of a language. @param tag - A tag that is more exact than the language's own, for its numbers: `de-CH`. */
export const wordsIn = ({tag: own, words, units}: Language, tag = own): Words => words(new Numbers(tag, units));

/** English, which needs no fetching. */
export const englishLanguage: Language = {tag: 'en', words: english};
export const englishWords: Words = wordsIn(englishLanguage);

/** Words with some of them replaced. */
export const withSomeWords = (words: Words, some: SomeWords): Words => merge(words, some) as Words;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function merge(base: unknown, over: unknown): unknown {
  if (!isRecord(base) || !isRecord(over)) return over !== null && typeof over === typeof base ? over : base; // what is of another kind would not be words
  return {...base, ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, merge(base[key], value)]))};
}
