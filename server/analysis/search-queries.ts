/** server/analysis - what to type into a search engine for a question. */
import {FUNCTION_WORDS} from './function-words.ts';
import {wordsOf} from './words.ts';

/** Longest query, in UTF-16 units. */
export const MAX_QUERY_LENGTH = 300;
/** A question longer than this is searched by its essential sentence. */
const LONG_QUESTION = 200;

const QUOTES = /["“”„«»「」]/gu;
const QUOTED = /["“„«「](.{2,100}?)["”“»」]/u;
const BETWEEN = /(?:^|\s)(?:between|zwischen|entre|tra|fra|tussen)\s+(.+?)\s+(?:and|und|et|y|e|en)\s+(.+)$/iu;
const VERSUS = /^(.+?)\s+(?:vs\.?|versus)\s+(.+)$/iu;

/**
 * One to three queries, best first, each different: the question without courtesies and question words, its key terms, and a
 * variant where the question has a quoted phrase or two sides.
 *
 * `Could you tell me what the difference between ETags and cookies is?`: `difference between ETags and cookies`,
 * `difference ETags cookies`, `ETags vs cookies`.
 */
export function searchQueries(question: string, language: string, terms: readonly string[]): string[] {
  // Of small words alone nothing could be left out.
  const matter = (terms.length > 0 ? matterOf(question, language) : question).replace(QUOTES, ' ');
  const queries = [matter, terms.join(' '), variantOf(question, matter, terms)].map((query) => shorten(tidy(query))).filter((query) => query !== '');
  const different = new Map(queries.map((query) => [query.toLowerCase(), query]));
  return different.size > 0 ? [...different.values()] : [shorten(question.trim())];
}

/** The question from the first word that is not an opener to the last that is not a closer; all of it when nothing would be left. */
export function matterOf(question: string, language: string): string {
  const text = essence(question);
  const lists = Object.hasOwn(FUNCTION_WORDS, language) ? FUNCTION_WORDS[language] : undefined;
  const words = wordsOf(text);
  const isOpener = (word: string) => lists?.openers.has(word.toLowerCase()) ?? false;
  const isCloser = (word: string) => lists?.closers.has(word.toLowerCase()) ?? false;
  const first = words.find(({text: word}) => !isOpener(word));
  const last = words.findLast(({text: word}) => !isCloser(word));
  return first && last && first.index <= last.index ? text.slice(first.index, last.index + last.text.length) : text;
}

/** Of a long question the sentence that asks, else the first. */
function essence(question: string): string {
  if (question.length <= LONG_QUESTION) return question;
  const sentences = Array.from(new Intl.Segmenter(undefined, {granularity: 'sentence'}).segment(question), ({segment}) => segment.trim());
  return sentences.findLast((sentence) => /[?？]$/u.test(sentence)) ?? sentences[0] ?? question;
}

function variantOf(question: string, matter: string, terms: readonly string[]): string {
  const phrase = QUOTED.exec(question)?.[1];
  if (phrase !== undefined) return [`"${phrase}"`, ...terms.filter((term) => !phrase.includes(term))].join(' ');
  const [, one, other] = BETWEEN.exec(matter) ?? VERSUS.exec(matter) ?? [];
  return one !== undefined && other !== undefined ? `${one} vs ${other}` : '';
}

const tidy = (text: string): string => text.replace(/\s+/gu, ' ').replace(/^[\s,;:¿¡]+|[\s,;:?？!！.。]+$/gu, '');

function shorten(text: string): string {
  if (text.length <= MAX_QUERY_LENGTH) return text;
  const cut = text.slice(0, MAX_QUERY_LENGTH);
  return cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : undefined).toWellFormed();
}
