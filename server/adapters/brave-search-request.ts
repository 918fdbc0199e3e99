/** server/adapters - a search request in the words of the Brave Search API. */
import type {SearchRequest} from '../search/search-provider.ts';
import type {SafeSearch} from './search-api/safe-search.ts';

const MAX_QUERY_LENGTH = 400;
const MAX_QUERY_WORDS = 50;
/** Results of one page of results; more are on the next ones, up to the tenth. */
export const MAX_COUNT = 20;
export const MAX_OFFSET = 9;
/** Rules of a goggle; a request that is too long is refused as a whole. */
const MAX_SITES = 30;

/** Countries that Brave knows; for any other it refuses the whole request. */
const countries = new Set(
  'AR AU AT BE BR CA CL DK FI FR DE GR HK IN ID IT JP KR MY MX NL NZ NO CN PL PT PH RU SA ZA ES SE CH TW TR GB US'.split(' '),
);
/** Languages that Brave knows, by its own codes. */
const languages = new Set(
  'ar eu bn bg ca zh-hans zh-hant hr cs da nl en en-gb et fi fr gl de el gu he hi hu is it jp kn ko lv lt ms ml mr nb pl pt-br pt-pt pa ro ru sr sk sl es sv ta te th tr uk vi'.split(' '),
);
/** Languages that Brave calls by other codes than BCP 47. */
const renamed = new Map([['ja', 'jp'], ['no', 'nb'], ['nn', 'nb'], ['pt', 'pt-pt'], ['zh', 'zh-hans'], ['zh-tw', 'zh-hant'], ['zh-hk', 'zh-hant'], ['zh-mo', 'zh-hant']]);

const freshness = new Map([['day', 'pd'], ['week', 'pw'], ['month', 'pm'], ['year', 'py']]);

/** What is the same for all requests. */
export interface BraveWishes {
  readonly safeSearch: SafeSearch;
  /** Whether to ask for more passages of each page. */
  readonly extraSnippets: boolean;
}

/**
 * The parameters of `GET /web/search`. Wishes that Brave does not know are left out rather than refused.
 * @param offset - Which page of results, from 0.
 */
export function webParameters(request: SearchRequest, offset: number, {safeSearch, extraSnippets}: BraveWishes): URLSearchParams {
  const parameters = commonParameters(request);
  parameters.set('count', String(Math.min(request.count, MAX_COUNT)));
  if (offset > 0) parameters.set('offset', String(offset));
  parameters.set('safesearch', safeSearch);
  parameters.set('text_decorations', 'false');
  parameters.set('result_filter', 'web,news,infobox,query');
  if (extraSnippets) parameters.set('extra_snippets', 'true');
  return parameters;
}

/** The parameters of `GET /llm/context`. */
export function contextParameters(request: SearchRequest): URLSearchParams {
  const parameters = commonParameters(request);
  const count = String(Math.min(request.count, MAX_COUNT));
  parameters.set('count', count);
  parameters.set('maximum_number_of_urls', count);
  parameters.set('enable_source_metadata', 'true');
  return parameters;
}

function commonParameters({query, language, country, freshness: wished, domains}: SearchRequest): URLSearchParams {
  const parameters = new URLSearchParams({q: clipQuery(query)});
  const inCountry = country?.toUpperCase() ?? '';
  if (countries.has(inCountry)) parameters.set('country', inCountry);
  const inLanguage = toBraveLanguage(language);
  if (inLanguage !== undefined) parameters.set('search_lang', inLanguage);
  if (wished !== undefined) parameters.set('freshness', freshness.get(wished) ?? wished);
  const goggle = toGoggle(domains);
  if (goggle !== '') parameters.set('goggles', goggle);
  return parameters;
}

/**
 * The reader's hosts as rules of a goggle: what is denied is discarded; where some are allowed, so is all else.
 * A name that is no plain host, or the corpus, is left to the stage, which looks at every hit.
 */
function toGoggle({allow = [], deny = []}: NonNullable<SearchRequest['domains']> = {}): string {
  const allowed = hostsOf(allow);
  const rules = [...hostsOf(deny).map((host) => `$discard,site=${host}`), ...allowed.map((host) => `$boost=1,site=${host}`)];
  return [...rules, ...(allowed.length > 0 ? ['$discard'] : [])].join('\n');
}

const hostsOf = (names: readonly string[]): string[] =>
  names
    .flatMap((name) => URL.parse(`http://${name.trim().replace(/^\*?\./, '')}`)?.hostname.replace(/\.$/, '') ?? [])
    .filter((host) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host))
    .slice(0, MAX_SITES);

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
  return candidates.map((candidate) => renamed.get(candidate) ?? candidate).find((candidate) => languages.has(candidate));
}
