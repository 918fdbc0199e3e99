/** server/adapters - a search request in the words of SearXNG's API. */
import type {SearchRequest} from '../search/search-provider.ts';
import type {SafeSearch} from './search-api/safe-search.ts';

const DAY_MS = 86_400_000;
/** Operators of hosts that are put into a query; the stage looks at every hit anyway. */
const MAX_SITES = 3;

const safeSearchLevels: Readonly<Record<SafeSearch, string>> = {off: '0', moderate: '1', strict: '2'};

/**
 * The parameters of `GET /search`.
 * @param page - Which page of results, from 1.
 */
export function searxngParameters({query, language, country, freshness, domains}: SearchRequest, page: number, safeSearch: SafeSearch): URLSearchParams {
  const range = freshness === undefined ? undefined : timeRange(freshness);
  return new URLSearchParams({
    q: [withoutBangs(query), ...sites(domains)].join(' '),
    format: 'json',
    language: toLocale(language, country),
    safesearch: safeSearchLevels[safeSearch],
    ...(range && {time_range: range}),
    ...(page > 1 && {pageno: String(page)}),
  });
}

/** `!wikipedia`, `:de` and `??` at the beginning of a word tell SearXNG where to search, which is not the query's to say. */
const withoutBangs = (query: string): string => query.trim().replace(/(?<=^|\s)(?:!+|:(?=[a-z])|\?{2,}|<(?=\d))/giu, '');

const toLocale = (language: string, country: string | undefined): string => {
  const [, code = '', region = ''] = /^([a-z]{2,3})(?:-[a-z0-9]+)*?(?:-([a-z]{2}))?$/i.exec(language) ?? [];
  if (code === '' || code.toLowerCase() === 'und') return 'auto';
  const place = country ?? region;
  return place === '' ? code.toLowerCase() : `${code.toLowerCase()}-${place.toUpperCase()}`;
};

/** SearXNG knows no ranges, only how long ago: the shortest that holds the whole range, none when it is longer than a year. */
function timeRange(freshness: string): string | undefined {
  const [, from = ''] = /^(\d{4}-\d{2}-\d{2})to/.exec(freshness) ?? [];
  if (from === '') return freshness;
  const days = (Date.now() - Date.parse(from)) / DAY_MS;
  if (days <= 1) return 'day';
  if (days <= 7) return 'week';
  if (days <= 30) return 'month';
  return days <= 365 ? 'year' : undefined;
}

function sites({allow = [], deny = []}: NonNullable<SearchRequest['domains']> = {}): string[] {
  const isHost = (name: string) => /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(name);
  const allowed = allow.filter(isHost);
  // Most engines take one `site:` only.
  return [...(allowed.length === 1 ? [`site:${allowed[0] ?? ''}`] : []), ...deny.filter(isHost).slice(0, MAX_SITES).map((host) => `-site:${host}`)];
}
