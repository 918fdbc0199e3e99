/** server/adapters - what `GET /web/search` of the Brave Search API answers, as far as we use it. Every part of it may be absent or odd. */
import * as v from 'valibot';
import {pageKey} from '../search/canonical-url.ts';
import type {FoundPage} from '../search/search-provider.ts';
import {joinPassages, plainText} from './search-api/plain-text.ts';

const text = v.fallback(v.string(), '');
const texts = v.fallback(v.array(text), []);
const Section = v.fallback(v.object({results: v.fallback(v.array(v.unknown()), [])}), {results: []});

/** A result of the web or of the news. */
const PageResult = v.object({
  url: v.pipe(v.string(), v.regex(/^https?:\/\//i)),
  title: text,
  description: text,
  age: text,
  page_age: text,
  extra_snippets: texts,
  profile: v.fallback(v.object({name: text}), {name: ''}),
  meta_url: v.fallback(v.object({hostname: text}), {hostname: ''}),
});

/** What is known of the thing that was asked for. */
const InfoboxResult = v.object({
  url: v.pipe(v.string(), v.regex(/^https?:\/\//i)),
  title: text,
  description: text,
  long_desc: text,
  attributes: v.fallback(v.array(v.fallback(v.array(text), [])), []),
});

const Mixed = v.object({type: text, index: v.fallback(v.number(), 0), all: v.fallback(v.boolean(), false)});

/** An answer with status 200. Without results of the web there is no `web`. */
const SearchResponse = v.looseObject({
  type: v.optional(v.literal('search'), 'search'),
  query: v.fallback(v.object({altered: text, more_results_available: v.fallback(v.boolean(), false)}), {altered: '', more_results_available: false}),
  web: Section,
  news: Section,
  infobox: Section,
  mixed: v.fallback(v.object({main: v.fallback(v.array(v.unknown()), [])}), {main: []}),
});

/** More passages than these say little more. */
const MAX_EXTRA_SNIPPETS = 3;
/** More news than these would crowd the web out. */
const MAX_NEWS = 4;
/** Where news stand among the results when Brave does not say where. */
const USUAL_NEWS_PLACE = 3;
const MAX_ATTRIBUTES = 12;

/** What an answer comes to. */
export interface BraveResults {
  /** Best first, each page once. */
  readonly pages: readonly FoundPage[];
  /** What Brave searched for instead of the query. */
  readonly altered: string;
  /** Whether the next page of results has any. */
  readonly hasMore: boolean;
}

/**
 * Reads an answer.
 * @param body - Parsed JSON.
 * @returns Undefined when it is no search answer at all. A result without an address is left out.
 */
export function readResults(body: unknown): BraveResults | undefined {
  const response = v.safeParse(SearchResponse, body);
  if (!response.success) return undefined;
  const {query, web, news, infobox, mixed} = response.output;
  const found = arrange(toPages(web.results), toPages(news.results).slice(0, MAX_NEWS), mixed.main);
  return {pages: withInfobox(found, infobox.results), altered: plainText(query.altered), hasMore: query.more_results_available};
}

const toPages = (results: readonly unknown[]): FoundPage[] =>
  results.flatMap((result) => {
    const parsed = v.safeParse(PageResult, result);
    return parsed.success ? [toPage(parsed.output)] : [];
  });

function toPage({url, title, description, age, page_age, extra_snippets, profile, meta_url}: v.InferOutput<typeof PageResult>): FoundPage {
  const when = age || page_age;
  const siteName = profile.name || meta_url.hostname;
  return {
    url,
    title: plainText(title),
    snippet: joinPassages([description, ...extra_snippets.slice(0, MAX_EXTRA_SNIPPETS)].map(plainText)),
    ...(when && {age: plainText(when)}),
    ...(siteName && {siteName: plainText(siteName)}),
  };
}

/** Web and news in the order that Brave would show them, else the news after the best of the web. */
function arrange(web: readonly FoundPage[], news: readonly FoundPage[], main: readonly unknown[]): FoundPage[] {
  const sections: Readonly<Record<string, readonly FoundPage[]>> = {web, news};
  const placed = main.flatMap((entry) => {
    const parsed = v.safeParse(Mixed, entry);
    if (!parsed.success) return [];
    const {type, index, all} = parsed.output;
    const section = Object.hasOwn(sections, type) ? (sections[type] ?? []) : [];
    return all ? section : section.slice(index, index + 1);
  });
  const isNewsPlaced = news.some((page) => placed.includes(page));
  return onceEach([...placed, ...web.slice(0, USUAL_NEWS_PLACE), ...(isNewsPlaced ? [] : news), ...web, ...news]);
}

/** The infobox adds to the page that it is about, else it comes second. */
function withInfobox(pages: readonly FoundPage[], results: readonly unknown[]): FoundPage[] {
  const parsed = v.safeParse(InfoboxResult, results[0]);
  if (!parsed.success) return [...pages];
  const {url, title, description, long_desc, attributes} = parsed.output;
  const facts = attributes.slice(0, MAX_ATTRIBUTES).flatMap(([name = '', value = '']) => (name && value ? [`${plainText(name)}: ${plainText(value)}.`] : []));
  const snippet = joinPassages([long_desc || description, facts.join(' ')].map(plainText));
  if (snippet === '') return [...pages];
  const at = pages.findIndex((page) => pageKey(page.url) === pageKey(url));
  if (at >= 0) return pages.map((page, place) => (place === at ? {...page, snippet: joinPassages([page.snippet, snippet])} : page));
  return [...pages.slice(0, 1), {url, title: plainText(title), snippet}, ...pages.slice(1)];
}

const onceEach = (pages: readonly FoundPage[]): FoundPage[] => {
  const known = new Set<string>();
  return pages.filter(({url}) => known.size < known.add(pageKey(url)).size);
};
