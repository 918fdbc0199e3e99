/** server/analysis - makes a follow-up question stand by itself, without a model. Pure. */
import type {Analysis, Turn} from '../pipeline/handoff.ts';
import {analyzeByRules} from './analyze-by-rules.ts';
import {keyTerms, MAX_TERMS, smallWords} from './key-terms.ts';
import {isSearchless} from './question-intent.ts';
import {MAX_QUERY_LENGTH} from './search-queries.ts';
import {wordsOf} from './words.ts';

/** Most terms that an earlier question adds. */
const MAX_CARRIED = 6;
/** A question of so many key terms or more speaks for itself, unless it points back. */
const SELF_SUFFICIENT = 5;

/** Words from which on a question's language is told by the question itself. */
const LONG_ENOUGH = 5;

/** What a follow-up begins with: `and in Europe?`, `what about …`. */
const LEADS_ON =
  /^[^\p{L}\p{N}]*(?:and|but|so|also|then|or|what about|how about|what else|why(?: not)?[^\p{L}\p{N}]*$|und|aber|oder|was ist mit|wie (?:sieht|steht) es|et|mais|ou|qu['’]en est-il|y|pero|o|qué (?:tal|hay de)|e|ma|che ne|en|maar|hoe zit het|mas|а|и|но|那|那么|では|じゃあ|그럼|그리고)(?!\p{L})|(?:呢|は)[^\p{L}\p{N}]*$/iu;
/** What points back at something said before. */
const POINTS_BACK =
  /(?<![\p{L}'’])(?:it|its|they|them|their|theirs|he|she|his|her|him|this|that|these|those|there|the (?:same|former|latter|first|second|third|last|other)(?: ones?)?|er|sie|es|ihn|ihm|ihr(?:e[nrs]?)?|sein(?:e[nrs]?)?|diese[nrsm]?|jene[nrsm]?|dort|davon|dafür|damit|dazu|elles?|ils?|celui|celle|ceux|ceci|cela|ça|leurs?|ellos|ellas|él|ella|eso|esto|aquello|allí|suyos?|loro|esso|essa|questo|quello|hij|zij|ze|hun|daar|deze|dit|eles|elas|isso|isto|он|она|они|это|его|её|их)(?!\p{L})|它|他们|她们|这个|那个|それ|これ|彼|彼女|그것|그들/iu;
/** Small words before a place, a time or a case: what stands after them can stand in for the same in the question before. */
const PREPOSITION =
  /^(?:in|of|for|at|on|from|to|by|with|under|during|since|before|after|im|von|vom|für|bei|aus|auf|nach|zu|zum|zur|mit|unter|seit|vor|en|de|du|des|au|aux|pour|à|chez|para|del|a|con|desde|di|da|nel|nella|per|su|van|voor|uit|op|em|no|na|do|dos|das|в|на|для|из|с)$/iu;

/** Whether a question needs the one before it to be understood. */
function isFollowUp(question: string, {terms, intent}: Analysis): boolean {
  if (LEADS_ON.test(question) || terms.length === 0 || (terms.length < SELF_SUFFICIENT && POINTS_BACK.test(question))) return true;
  // "In winter?" goes on; "What is LitElement?" is as short, and whole.
  return terms.length === 1 && wordsOf(question).length <= 3 && intent !== 'definition';
}

/**
 * What a question comes to that continues a conversation. A question that stands by itself is analysed as if it were the first.
 *
 * `What is the population of France?`, then `And in Germany?`: `population Germany`, and `Germany`, `population` as its terms.
 * @param earlier - Oldest turn first.
 */
export function analyzeFollowUp(question: string, earlier: readonly Turn[]): Analysis {
  const own = analyzeByRules(question);
  if (earlier.length === 0 || isAside(question, own) || !isFollowUp(question, own)) return own;
  // "And why?" after "And in Germany?": each turn is about what the one before it was about.
  const before = earlier.at(-1);
  const whole = before ? analyzeFollowUp(before.question, earlier.slice(0, -1)) : own;
  // Three words are rarely enough to tell a language; the question before is.
  const language = whole.language !== 'und' && (own.language === 'und' || wordsOf(question).length < LONG_ENOUGH) ? whole.language : own.language;
  const terms = language === own.language ? own.terms : keyTerms(question, language);
  const kept = carriedOver(question, terms, before?.question ?? '', whole.terms, language);
  const all = eachOnce([...kept, ...terms]).slice(0, MAX_TERMS);
  // "Why?" alone means nothing; here it asks for more of the same.
  const intent = own.intent === 'unclear' ? whole.intent : own.intent;
  if (isSearchless(intent)) return own;
  if (all.length === 0) return whole.queries.length > 0 ? {...whole, intent} : own;
  // Where something was replaced, a second query leaves it in: both may be meant.
  const queries = [all.join(' '), eachOnce([...whole.terms, ...terms]).join(' ')].map((query) => query.slice(0, MAX_QUERY_LENGTH).toWellFormed());
  const {freshness, sites, onlySites} = own;
  const limits = {...(freshness !== undefined && {freshness}), ...(sites && {sites}), ...(onlySites !== undefined && {onlySites})};
  return {queries: [...new Set(queries)], language, terms: all, intent, ...limits};
}

/** Thanks, and what means nothing even within a conversation. */
function isAside(question: string, {intent, language}: Analysis): boolean {
  const words = wordsOf(question);
  const isSmall = smallWords(language);
  return intent === 'greeting' || (intent === 'unclear' && (words.length === 0 || words.some(({text}) => !isSmall(text.toLowerCase()))));
}

/** Each term once, whatever its case. */
const eachOnce = (terms: readonly string[]): string[] => [...new Map(terms.map((term) => [term.toLowerCase(), term])).values()];

/**
 * The terms of the question before that still hold. Where the follow-up names another place, time or name, the one that stood in its
 * place does not: of `population of France`, `in Germany` leaves `population`.
 */
function carriedOver(question: string, terms: readonly string[], before: string, carried: readonly string[], language: string): readonly string[] {
  const replaced = new Set<string>();
  const replace = (words: readonly string[]) => {
    for (const word of words) replaced.add(word.toLowerCase());
  };
  if (terms.some(isNumber)) replace(carried.filter(isNumber));
  const startsWithPreposition = PREPOSITION.test(wordsOf(question).find(({text}) => !LEADS_ON.test(`${text} `))?.text ?? '');
  const objects = lastObject(before, carried);
  // In German every noun has a capital, so that it tells no names.
  const tellsNames = language !== 'de';
  const names = (words: readonly string[]) => words.filter((word) => tellsNames && /^\p{Lu}/u.test(word));
  if (names(terms).length > 0 && terms.length === names(terms).length) {
    const old = names(carried.filter((term) => !isFirstWord(before, term)));
    replace(startsWithPreposition && names(objects).length > 0 ? names(objects) : old.length === 1 ? old : names(objects));
  } else if (startsWithPreposition && terms.length > 0 && objects.length < carried.length) replace(objects);
  const kept = carried.filter((term) => !replaced.has(term.toLowerCase()) && !terms.some((own) => own.toLowerCase() === term.toLowerCase()));
  return kept.slice(0, MAX_CARRIED);
}

/** The terms after the last preposition of a question. */
function lastObject(question: string, terms: readonly string[]): readonly string[] {
  const words = wordsOf(question);
  const at = words.findLastIndex(({text}) => PREPOSITION.test(text));
  if (at < 0) return [];
  const after = new Set(words.slice(at + 1).map(({text}) => text.toLowerCase()));
  return terms.filter((term) => after.has(term.toLowerCase()));
}

const isNumber = (word: string): boolean => /^\d[\d.,]*$/u.test(word);

/** A question's first word has a capital whatever it is. */
const isFirstWord = (question: string, term: string): boolean => wordsOf(question)[0]?.text === term;
