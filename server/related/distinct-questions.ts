/** server/related - which suggestions are worth showing: clean, and each about something else. Pure. */
import {stemsOf} from '../analysis/stems.ts';
import {speaksToModels} from '../text/speaks-to-models.ts';

/** How many questions are suggested. */
export const WANTED = 3;
const MIN_LENGTH = 6;
const MAX_LENGTH = 150;
/** Two questions with such a share of their words in common ask the same. */
const SAME = 0.8;
/** Addresses, markup and code are no part of a question. */
const UNCLEAN = /https?:|www\.|:\/\/|\S@\S|[<>{}[\]|\\`*_#]|\]\(/iu;

/** Whether a text may stand in a question. */
export const isClean = (text: string): boolean => !UNCLEAN.test(text) && !speaksToModels(text) && /\p{L}/u.test(text);

/**
 * The first three that are clean, ask for something new, and differ from each other.
 * @param candidates - Best first; no more of them are looked at than it takes.
 * @param asked - What was asked already: the question, and those before it.
 */
export function distinctQuestions(candidates: Iterable<string>, asked: readonly string[], language: string): string[] {
  const known = asked.map((question) => new Set(stemsOf(question, language)));
  const questions: string[] = [];
  for (const candidate of candidates) {
    const question = candidate.replace(/\s+/gu, ' ').trim();
    if (question.length < MIN_LENGTH || question.length > MAX_LENGTH || !isClean(question)) continue;
    const words = new Set(stemsOf(question, language));
    if (words.size === 0 || known.some((other) => asksTheSame(words, other))) continue;
    known.push(words);
    questions.push(question);
    if (questions.length === WANTED) break;
  }
  return questions;
}

/** Whether one adds too little to the other. */
function asksTheSame(words: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...words].filter((word) => other.has(word)).length;
  return shared === words.size || shared / Math.max(words.size, other.size) >= SAME;
}
