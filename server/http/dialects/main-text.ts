/** server/http - a session as one text, for formats that have room for one: the synthesis where several models were asked, else the answer. */
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SessionFrame} from '../../../shared/session-event.ts';
import {emptySession, type SessionState, type WritingState} from '../../../shared/session-state.ts';
import {bestWriting} from '../../conversation/best-writing.ts';

/** The text that stands for a session: the synthesis, the answer that stands in for it, the first that is complete, or what there is. */
export function mainWriting({synthesis, answers}: SessionState): WritingState | undefined {
  if (synthesis && synthesis.status !== 'failed') return synthesis;
  return answers.find(({model}) => model === synthesis?.best) ?? bestWriting(answers);
}

/** What one more frame adds. */
export interface MainTextStep {
  /** Text to be shown after what was shown before. */
  readonly text: string;
  /** The session after the frame. */
  readonly state: SessionState;
}

/**
 * Follows the main text. Text that was shown can't be taken back here, so when it becomes void that is said in the text itself.
 * @returns Takes frames in order.
 */
export function followMainText(): (frame: SessionFrame) => MainTextStep {
  let state = emptySession;
  let shown = '';
  return ({from: _, ...event}) => {
    state = reduceSession(state, event);
    const writing = state.models.length > 1 && state.status !== 'ended' ? state.synthesis : mainWriting(state);
    const want = writing?.text ?? '';
    const text = want.startsWith(shown) ? want.slice(shown.length) : replacement(want);
    if (want !== '' || event.type === 'session-end') shown = want;
    return {text, state};
  };
}

const replacement = (want: string): string => (want === '' ? '' : `\n\n_(The text above was withdrawn.)_\n\n${want}`);
