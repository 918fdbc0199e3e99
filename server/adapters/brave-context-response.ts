/** server/adapters - what `GET /llm/context` of the Brave Search API answers: text of pages, chosen for a query. Every part may be absent or odd. */
import * as v from 'valibot';
import type {FoundPage} from '../search/search-provider.ts';
import {joinPassages} from './search-api/plain-text.ts';

const text = v.fallback(v.string(), '');

const Grounding = v.object({
  url: v.pipe(v.string(), v.regex(/^https?:\/\//i)),
  title: text,
  snippets: v.fallback(v.array(text), []),
});

const ContextResponse = v.looseObject({
  grounding: v.looseObject({generic: v.fallback(v.array(v.unknown()), [])}),
  sources: v.fallback(v.record(v.string(), v.unknown()), {}),
});

const SourceFacts = v.object({title: text, hostname: text, age: v.fallback(v.array(text), [])});

/** Text of one page that is kept, in UTF-16 units. */
const MAX_LENGTH = 12_000;
/** How deep JSON within a passage is looked into. */
const MAX_DEPTH = 6;

/**
 * The pages of an answer, best first, with passages of their text.
 * @param body - Parsed JSON.
 * @returns Undefined when it is no such answer.
 */
export function readContext(body: unknown): FoundPage[] | undefined {
  const response = v.safeParse(ContextResponse, body);
  if (!response.success) return undefined;
  const {grounding, sources} = response.output;
  return grounding.generic.flatMap((entry) => {
    const parsed = v.safeParse(Grounding, entry);
    return parsed.success ? [toPage(parsed.output, sources[parsed.output.url])] : [];
  });
}

function toPage({url, title, snippets}: v.InferOutput<typeof Grounding>, source: unknown): FoundPage {
  const parsed = v.safeParse(SourceFacts, source);
  const {title: sourceTitle, hostname, age} = parsed.success ? parsed.output : {title: '', hostname: '', age: []};
  // In three spellings: a long date, an ISO one, and "380 days ago".
  const when = age.find((spelling) => /^\d{4}-\d{2}-\d{2}/.test(spelling)) ?? age[0] ?? '';
  const passages = clip(snippets.map(toText).filter((passage) => passage !== ''));
  return {url, title: title || sourceTitle, snippet: joinPassages(passages), ...(passages.length > 0 && {passages}), ...(when && {age: when}), ...(hostname && {siteName: hostname})};
}

function clip(passages: readonly string[]): string[] {
  let roomLeft = MAX_LENGTH;
  return passages.flatMap((passage) => {
    const kept = passage.slice(0, roomLeft).toWellFormed();
    roomLeft -= kept.length;
    return kept === '' ? [] : [kept];
  });
}

/** A passage may be JSON: a table, code, structured data of the page. Of that the values are kept, with their names. */
function toText(snippet: string): string {
  const plain = snippet.trim();
  if (!/^[[{]/.test(plain)) return plain;
  try {
    return linesOf(JSON.parse(plain)).join('\n');
  } catch {
    return plain;
  }
}

function linesOf(value: unknown, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof value === 'string') return [value.trim()].filter(Boolean);
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) => {
      const lines = linesOf(inner, depth + 1);
      return lines.length === 1 ? [`${name}: ${lines[0] ?? ''}`] : lines;
    });
  }
  // A row of a table is one line.
  if (value.every((cell) => typeof cell !== 'object')) return [value.map(String).join(' | ')].filter(Boolean);
  return value.flatMap((inner) => linesOf(inner, depth + 1));
}
