/** server/session - a session of an earlier life of this server, as readers find it again. A run that was cut off ends as failed, so that the reader can retry. */
import {reduceSession} from '../../shared/reduce-session.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {continueWith, MAX_TURNS} from '../conversation/continue-with.ts';
import type {Turn} from '../pipeline/handoff.ts';
import {closeOpen} from './close-open.ts';
import {measureSession, nothingMeasured} from './measure-session.ts';
import {Session} from './session.ts';
import {SessionFeed} from './session-feed.ts';
import type {KeptSession, SessionHistory} from './session-history.ts';
import type {SessionLog} from './session-log.ts';

/**
 * The session, ended.
 * @param findByRef - Finds the sessions that it continues, once somebody continues it.
 */
export function restoreSession({key, shareKey, log, feedback}: KeptSession, findByRef: SessionHistory['findByRef']): Session {
  closeLog(log);
  const session: Session = new Session({id: '', key, shareKey, feed: new SessionFeed(log, () => 0), graceMs: 0, earlier: () => earlierTurns(session.state.parent, findByRef)});
  for (const verdict of feedback) session.addFeedback(verdict);
  return session;
}

/** The conversation up to and with the session `ref`, as far as it is still kept. */
function earlierTurns(ref: string | undefined, findByRef: SessionHistory['findByRef']): readonly Turn[] {
  const states: SessionState[] = [];
  for (let next = ref; next !== undefined && states.length < MAX_TURNS; next = states.at(-1)?.parent) {
    const kept = findByRef(next);
    if (kept === undefined || kept === 'expired') break;
    states.push(eventsOf(kept.log).reduce(reduceSession, emptySession));
  }
  return states.reduceRight<readonly Turn[]>(continueWith, []);
}

const eventsOf = (log: SessionLog): readonly SessionEvent[] => log.read(0, log.lastId).map(({event}) => event);

/** Says what the run did not come to say. */
function closeLog(log: SessionLog): void {
  const events = eventsOf(log);
  const last = events.at(-1);
  if (last?.type === 'session-end') return;
  const at = last?.at ?? 0;
  const state = events.reduce(reduceSession, emptySession);
  const closing = closeOpen(state, {code: 'restarted', message: 'The server was restarted while this was written. Please ask again.', at});
  for (const said of closing) log.append({...said, at});
  log.append({type: 'session-metrics', at, ...eventsOf(log).reduce(measureSession, nothingMeasured)});
  log.append({type: 'session-end', at, outcome: 'failed', code: 'restarted', ms: at});
}
