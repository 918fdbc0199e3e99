/** server/conversation - what a conversation remembers of a session that has ended. Pure. */
import type {PageState, SessionState} from '../../shared/session-state.ts';
import type {Citation, Source} from '../../shared/source.ts';
import {withoutMarkers} from '../citations/marker.ts';
import {detach} from '../enrichment/detach.ts';
import type {Turn, TurnSource} from '../pipeline/handoff.ts';
import {bestWriting} from './best-writing.ts';

/** Turns that a conversation remembers, the latest. */
export const MAX_TURNS = 5;
/** What is kept of an answer, in UTF-16 units: more than any prompt takes in. */
const MAX_ANSWER_LENGTH = 4_000;
const MAX_SOURCES = 5;
/** What is kept of a source's quotes, in UTF-16 units. */
const MAX_QUOTE_LENGTH = 600;

/**
 * The conversation with one more turn; the oldest ones are forgotten past {@link MAX_TURNS}.
 * @param earlier - Oldest first.
 * @param state - The session that ended. Its turn has the synthesis, else the first answer that was completed, else what there is of one: see {@link bestWriting}.
 */
export function continueWith(earlier: readonly Turn[], {question, synthesis, answers, sources, pages}: SessionState): readonly Turn[] {
  const best = bestWriting([synthesis, ...answers].filter((text) => text !== undefined));
  const turn: Turn = {
    question,
    answer: detach(withoutMarkers((best?.text ?? '').slice(0, MAX_ANSWER_LENGTH)).toWellFormed().trim()),
    sources: restedOn(sources, best?.citations ?? [])
      .slice(0, MAX_SOURCES)
      .map((source) => toTurnSource(source, best?.citations ?? [], pages)),
  };
  return [...earlier, turn].slice(-MAX_TURNS);
}

/** The sources that were cited, most often first; those that were used, where none was. A citation that was not found supported counts for less. */
function restedOn(sources: readonly Source[], citations: readonly Citation[]): readonly Source[] {
  const weights = new Map<number, number>();
  for (const {n, supported} of citations) weights.set(n, (weights.get(n) ?? 0) + (supported === false ? 0.1 : 1));
  const cited = sources.filter(({n}) => weights.has(n));
  return cited.length > 0 ? cited.toSorted((a, b) => (weights.get(b.n) ?? 0) - (weights.get(a.n) ?? 0)) : sources.filter(({used}) => used);
}

function toTurnSource({n, id, title, url}: Source, citations: readonly Citation[], pages: readonly PageState[]): TurnSource {
  const quotes = new Set(citations.filter((citation) => citation.n === n && citation.supported !== false).flatMap(({quote}) => quote ?? []));
  const provider = pages.find(({hit}) => hit.id === id)?.provider ?? '';
  return {title: detach(title), url: detach(url), provider, quote: detach([...quotes].join(' … ').slice(0, MAX_QUOTE_LENGTH).toWellFormed())};
}
