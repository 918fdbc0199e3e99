/** server/conversation - what a conversation remembers of a session that has ended. Pure. */
import type {SessionState} from '../../shared/session-state.ts';
import {withoutMarkers} from '../citations/marker.ts';
import {detach} from '../enrichment/detach.ts';
import type {Turn} from '../pipeline/handoff.ts';

/** Turns that a conversation remembers, the latest. */
export const MAX_TURNS = 5;
/** What is kept of an answer, in UTF-16 units: more than any prompt takes in. */
const MAX_ANSWER_LENGTH = 4_000;
const MAX_SOURCES = 5;

/**
 * The conversation with one more turn; the oldest ones are forgotten past {@link MAX_TURNS}.
 * @param earlier - Oldest first.
 * @param state - The session that ended. Its turn has the synthesis, else the first answer that was completed, else what there is of one.
 */
export function continueWith(earlier: readonly Turn[], {question, synthesis, answers, sources}: SessionState): readonly Turn[] {
  const texts = [synthesis, ...answers].filter((text) => text !== undefined);
  const best = texts.find(({status}) => status === 'done') ?? texts.find(({text}) => text.trim() !== '');
  const cited = new Set(best?.citations.map(({n}) => n));
  const turn: Turn = {
    question,
    answer: detach(withoutMarkers((best?.text ?? '').slice(0, MAX_ANSWER_LENGTH)).toWellFormed().trim()),
    sources: sources
      .filter(({n, used}) => (cited.size > 0 ? cited.has(n) : used))
      .slice(0, MAX_SOURCES)
      .map(({title, url}) => ({title, url})),
  };
  return [...earlier, turn].slice(-MAX_TURNS);
}
