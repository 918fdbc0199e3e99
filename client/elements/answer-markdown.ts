/** client/elements - an answer as text to take along: its Markdown, and the sources it cites. Pure. */
import type {WritingState} from '../../shared/session-state.ts';
import type {Citation, Source} from '../../shared/source.ts';
import {sourceHref} from './source-link.ts';

/** The answer's Markdown with its cited sources as a numbered list below. */
export function answerMarkdown({text, citations}: WritingState, sources: readonly Source[], server: string): string {
  const cited = references(citations, sources, server);
  return cited === '' ? text : `${text.trimEnd()}\n\n${cited}\n`;
}

/** One line for each source that is cited, by number: `[3] Tide tables: https://…`. */
export function references(citations: readonly Citation[], sources: readonly Source[], server: string): string {
  const cited = new Set(citations.map(({n}) => n));
  return sources
    .filter(({n}) => cited.has(n))
    .map(({n, title, url}) => `[${n}] ${title || url}: ${sourceHref(url, server) ?? url}`)
    .join('\n');
}
