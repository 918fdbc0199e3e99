/** server/session - every stage and answer that starts is closed, also when a run is cut short. */
import type {Said} from '../../shared/session-event.ts';
import type {SessionState, StageName} from '../../shared/session-state.ts';

/** Why what is open was cut short. */
export interface CutShort {
  readonly code: string;
  /** For the reader. */
  readonly message: string;
  /** When, in milliseconds since the session started. */
  readonly at: number;
}

/**
 * The events that close what is still open, in the stages' order.
 * @param state - The session so far.
 */
export function closeOpen(state: SessionState, {code, message, at}: CutShort): readonly Said[] {
  const running = (stage: StageName): boolean => state.stages[stage].status === 'running';
  const msOf = (stage: StageName): number => Math.max(0, at - (state.stages[stage].at ?? at));
  const {queries, language, terms, intent, pages, sources, answers, synthesis} = state;
  const open = answers.filter(({status}) => status === 'running');
  return [
    ...(running('analysis') ? [{type: 'analysis-end' as const, queries: [...queries], language, terms: [...terms], intent, ms: msOf('analysis')}] : []),
    ...(running('search') ? [{type: 'search-end' as const, found: pages.length, ms: msOf('search')}] : []),
    ...(running('enrichment') ? [{type: 'enrichment-end' as const, sources: [...sources], ms: msOf('enrichment')}] : []),
    ...open.map(({model, text}) => ({type: 'answer-error' as const, model, code, message, partial: text !== ''})),
    ...(synthesis?.status === 'running' ? [{type: 'synthesis-error' as const, model: synthesis.model, code, message, partial: synthesis.text !== ''}] : []),
  ];
}
