/** client/elements - from a session that is done to what `llm-answer` tells the page. Pure. */
import type {SessionState, WritingState} from '../../shared/session-state.ts';
import type {AnsweredDetail, AnsweredText} from '../events/answered-event.ts';

/** The answers that are complete and were not stopped, and the synthesis if it is. */
export const answeredDetail = ({question, answers, synthesis, sources}: SessionState, sessionId: string): AnsweredDetail => ({
  question,
  sessionId,
  answers: answers.filter(({status, stopped}) => status === 'done' && !stopped).map(textOf),
  synthesis: synthesis?.status === 'done' ? textOf(synthesis) : undefined,
  sources,
});

const textOf = ({model, text, citations}: WritingState): AnsweredText => ({model, text, citations});
