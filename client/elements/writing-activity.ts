/** client/elements - how a model's text is, as a reader sees it. Pure. */
import type {WritingState} from '../../shared/session-state.ts';
import type {Activity} from './activity-mark.ts';

/** Codes of an end that is nobody's failure. */
const stops = new Set(['stopped', 'abandoned']);

/** @param live - Whether its run goes on; what was being written when the run ended is not finished. */
export function writingActivity({status, stopped, code = ''}: WritingState, live: boolean): Exclude<Activity, 'waiting'> {
  if (status === 'running') return live ? 'running' : 'stopped';
  return stopped || (status === 'failed' && stops.has(code)) ? 'stopped' : status;
}
