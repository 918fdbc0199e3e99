/** server/adapters - what the Brave Search API answers, as far as we use it. Every part of it may be absent or odd. */
import {Parser} from 'htmlparser2';
import * as v from 'valibot';
import type {FoundPage} from '../search/search-provider.ts';

const text = v.fallback(v.string(), '');
const texts = v.fallback(v.array(text), []);

const WebResult = v.object({
  url: v.pipe(v.string(), v.regex(/^https?:\/\//i)),
  title: text,
  description: text,
  age: text,
  page_age: text,
  extra_snippets: texts,
  profile: v.fallback(v.object({name: text}), {name: ''}),
  meta_url: v.fallback(v.object({hostname: text}), {hostname: ''}),
});
type WebResult = v.InferOutput<typeof WebResult>;

/** An answer with status 200. Without results of the web there is no `web`. */
const SearchResponse = v.looseObject({
  type: v.optional(v.literal('search'), 'search'),
  web: v.fallback(v.object({results: v.fallback(v.array(v.unknown()), [])}), {results: []}),
});

/** More passages than these say little more. */
const MAX_EXTRA_SNIPPETS = 3;

/**
 * The pages of an answer, best first.
 * @param body - Parsed JSON.
 * @returns Undefined when it is no search answer at all. A result without an address is left out.
 */
export function toFoundPages(body: unknown): FoundPage[] | undefined {
  const response = v.safeParse(SearchResponse, body);
  if (!response.success) return undefined;
  return response.output.web.results.flatMap((result) => {
    const parsed = v.safeParse(WebResult, result);
    return parsed.success ? [toFoundPage(parsed.output)] : [];
  });
}

function toFoundPage({url, title, description, age, page_age, extra_snippets, profile, meta_url}: WebResult): FoundPage {
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

/** Joins passages with `…`, each once: the extra ones often repeat the first. */
const joinPassages = (passages: readonly string[]): string =>
  passages.filter((passage, index) => passage !== '' && !passages.some((other, at) => other.includes(passage) && (other !== passage || at < index))).join(' … ');

/** Text without tags, entities decoded. A passage may come with either, whatever was asked for. */
function plainText(html: string): string {
  if (!/[<&]/.test(html)) return html.trim();
  let plain = '';
  const parser = new Parser({ontext: (part) => (plain += part)});
  parser.end(html);
  return plain.replace(/\s+/g, ' ').trim();
}
