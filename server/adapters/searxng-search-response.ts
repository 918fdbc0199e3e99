/** server/adapters - what SearXNG's JSON API answers, as far as we use it. Every part of it may be absent or odd. */
import * as v from 'valibot';
import {pageKey} from '../search/canonical-url.ts';
import type {FoundPage} from '../search/search-provider.ts';
import {plainText} from './search-api/plain-text.ts';

const text = v.fallback(v.string(), '');

const Result = v.object({
  url: v.pipe(v.string(), v.regex(/^https?:\/\//i)),
  title: text,
  content: text,
  publishedDate: text,
});

/** Merged by the instance from what its engines know of the thing that was asked for. */
const Infobox = v.object({infobox: text, id: text, content: text, urls: v.fallback(v.array(v.fallback(v.object({url: text}), {url: ''})), [])});

const SearchResponse = v.looseObject({
  results: v.array(v.unknown()),
  infoboxes: v.fallback(v.array(v.unknown()), []),
  /** Pairs of an engine's name and what was wrong with it. */
  unresponsive_engines: v.fallback(v.array(v.unknown()), []),
});

/** What an answer comes to. */
export interface SearxngResults {
  /** Best first, each page once. */
  readonly pages: readonly FoundPage[];
  /** Engines that did not answer, and why. */
  readonly unresponsive: readonly string[];
}

/**
 * Reads an answer.
 * @param body - Parsed JSON.
 * @returns Undefined when it is no search answer at all.
 */
export function readResults(body: unknown): SearxngResults | undefined {
  const response = v.safeParse(SearchResponse, body);
  if (!response.success) return undefined;
  const {results, infoboxes, unresponsive_engines} = response.output;
  const known = new Set<string>();
  const isNew = ({url}: FoundPage) => known.size < known.add(pageKey(url)).size;
  const found = results.flatMap(toPage).filter(isNew);
  const boxes = infoboxes.flatMap(toInfobox).filter(isNew);
  return {pages: [...found.slice(0, 1), ...boxes, ...found.slice(1)], unresponsive: unresponsive_engines.flatMap(toReason)};
}

function toPage(result: unknown): FoundPage[] {
  const parsed = v.safeParse(Result, result);
  if (!parsed.success) return [];
  const {url, title, content, publishedDate} = parsed.output;
  const siteName = URL.parse(url)?.hostname ?? '';
  // `2026-03-01T00:00:00`: the day is all that engines know.
  const age = publishedDate.replace(/T00:00:00.*$/, '');
  return [{url, title: plainText(title), snippet: plainText(content), ...(age && {age}), ...(siteName && {siteName})}];
}

function toInfobox(result: unknown): FoundPage[] {
  const parsed = v.safeParse(Infobox, result);
  if (!parsed.success) return [];
  const {infobox, id, content, urls} = parsed.output;
  const url = [id, ...urls.map((link) => link.url)].find((address) => /^https?:\/\//i.test(address));
  return url === undefined || content === '' ? [] : [{url, title: plainText(infobox), snippet: plainText(content)}];
}

const toReason = (engine: unknown): string[] => {
  const [name, reason] = Array.isArray(engine) ? (engine as unknown[]) : [engine];
  return typeof name === 'string' ? [`${name} (${typeof reason === 'string' ? reason : 'no reason'})`] : [];
};
