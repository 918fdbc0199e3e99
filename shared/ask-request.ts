/** shared - what `POST /v1/sessions` takes. */
import * as v from 'valibot';
import {lengthOf, MAX_QUESTION_LENGTH} from './max-question-length.ts';

export {MAX_QUESTION_LENGTH};

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const names = v.pipe(v.array(name), v.maxLength(50));
const host = v.pipe(name, v.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u, 'must be host names, such as example.org'));
const hosts = v.pipe(v.array(host), v.maxLength(50));
const notList = v.check((value: unknown) => !Array.isArray(value), 'must be an object');

/** Whether a range names two days of the calendar, the earlier first. Other words are not looked at. */
function isPossible(freshness: string): boolean {
  const [, from = '', to = ''] = /^(.+)to(.+)$/.exec(freshness) ?? [];
  const isDay = (day: string) => new Date(`${day}T00:00:00Z`).getTime() >= 0 && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return from === '' || (isDay(from) && isDay(to) && from <= to);
}

const FRESHNESS = 'must be day, week, month, year or YYYY-MM-DDtoYYYY-MM-DD';

/** Limits on where and what to search. A name it does not know is refused: a limit that is misspelt would limit nothing. */
export const SearchWishes = v.strictObject({
  /** Nothing is searched: models answer from what they know, and cite nothing. */
  disabled: v.exactOptional(v.boolean()),
  /** Providers to ask, in order; all that are on when left out. */
  providers: v.exactOptional(names),
  /** Hosts that may or may not be among the sources; a host includes its subdomains. */
  domains: v.exactOptional(v.pipe(v.unknown(), notList, v.strictObject({allow: v.exactOptional(hosts), deny: v.exactOptional(hosts)}))),
  /** `day`, `week`, `month`, `year`, or a range `YYYY-MM-DDtoYYYY-MM-DD`. */
  freshness: v.exactOptional(
    v.pipe(v.string(), v.regex(/^(day|week|month|year|\d{4}-\d{2}-\d{2}to\d{4}-\d{2}-\d{2})$/, FRESHNESS), v.check(isPossible, FRESHNESS)),
  ),
  /** ISO 3166 code. */
  country: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z]{2}$/, 'must be a two-letter country code'))),
  /** ISO 639 code, or a BCP 47 tag that begins with it. */
  language: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag'))),
});
export type SearchWishes = v.InferOutput<typeof SearchWishes>;

/** A question and how it is to be answered. */
export const AskRequest = v.object({
  /** 1 to 2,000 characters (code points) after trimming, one of them to be seen. */
  question: v.pipe(
    v.string('must be a string'),
    v.trim(),
    v.check((question) => /[^\s\p{Cf}\p{Cc}]/u.test(question), 'must not be empty'),
    v.check((question) => lengthOf(question) <= MAX_QUESTION_LENGTH, `must be at most ${MAX_QUESTION_LENGTH} characters`),
  ),
  /** Models to ask, as `GET /v1/models` names them; the server's choice when left out. */
  models: v.exactOptional(v.pipe(v.array(name), v.minLength(1, 'must name at least one model'), v.maxLength(8, 'must name at most 8 models'))),
  search: v.exactOptional(v.pipe(v.unknown(), notList, SearchWishes)),
  /** Whether two or more answers are made into one. Default: yes. */
  synthesis: v.exactOptional(v.boolean()),
  /** The session that this question follows. */
  parent: v.exactOptional(name),
});
export type AskRequest = v.InferOutput<typeof AskRequest>;
