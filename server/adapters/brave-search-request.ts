/** server/adapters - a search request in the words of the Brave Search API. */
import type {SearchRequest} from '../search/search-provider.ts';

const MAX_QUERY_LENGTH = 400;
const MAX_QUERY_WORDS = 50;
const MAX_COUNT = 20;

/** Countries that Brave knows; for any other it refuses the whole request. */
const countries = new Set(
  'AR AU AT BE BR CA CL DK FI FR DE GR HK IN ID IT JP KR MY MX NL NZ NO CN PL PT PH RU SA ZA ES SE CH TW TR GB US'.split(' '),
);
/** Languages that Brave knows, by its own codes. */
const languages = new Set(
  'ar eu bn bg ca zh-hans zh-hant hr cs da nl en en-gb et fi fr gl de el gu he hi hu is it jp kn ko lv lt ms ml mr nb pl pt-br pt-pt pa ro ru sr sk sl es sv ta te th tr uk vi'.split(' '),
);
/** Languages that Brave calls by other codes than BCP 47. */
const renamed: Readonly<Record<string, string>> = {ja: 'jp', no: 'nb', nn: 'nb', pt: 'pt-pt', zh: 'zh-hans', 'zh-tw': 'zh-hant', 'zh-hk': 'zh-hant', 'zh-mo': 'zh-hant'};

const freshness: Readonly<Record<string, string>> = {day: 'pd', week: 'pw', month: 'pm', year: 'py'};

/**
 * The parameters of `GET /web/search`. Wishes that Brave does not know are left out rather than refused.
 * @param extraSnippets - Whether to ask for more passages of each page.
 */
export function braveParameters({query, count, language, country, freshness: wished}: SearchRequest, extraSnippets: boolean): URLSearchParams {
  const parameters = new URLSearchParams({
    q: clipQuery(query),
    count: String(Math.min(count, MAX_COUNT)),
    text_decorations: 'false',
    result_filter: 'web',
    ...(extraSnippets && {extra_snippets: 'true'}),
  });
  const inCountry = country?.toUpperCase() ?? '';
  if (countries.has(inCountry)) parameters.set('country', inCountry);
  const inLanguage = toBraveLanguage(language);
  if (inLanguage !== undefined) parameters.set('search_lang', inLanguage);
  if (wished !== undefined) parameters.set('freshness', freshness[wished] ?? wished);
  return parameters;
}

/** A query's first words, as many as Brave takes. */
export function clipQuery(query: string): string {
  const words = query.trim().split(/\s+/).slice(0, MAX_QUERY_WORDS).join(' ');
  if (words.length <= MAX_QUERY_LENGTH) return words;
  const clipped = words.slice(0, MAX_QUERY_LENGTH + 1);
  return (/^[^]*(?=\s)/.exec(clipped)?.[0] ?? clipped.slice(0, MAX_QUERY_LENGTH)).toWellFormed();
}

/** The nearest language that Brave knows: of `de-AT` that is `de`. Undefined when it knows none. */
function toBraveLanguage(tag: string): string | undefined {
  const whole = tag.toLowerCase();
  const parts = whole.split('-');
  const candidates = [whole, parts.slice(0, 2).join('-'), ...parts.slice(0, 1)];
  return candidates.map((candidate) => renamed[candidate] ?? candidate).find((candidate) => languages.has(candidate));
}
