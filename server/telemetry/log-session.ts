/** server/telemetry - log lines, folded from the same events: one per failure, one per session at its end. */
import type {Logger} from 'pino';
import type {SessionMetricsEvent} from '../../shared/events/session-events.ts';
import type {SessionEvent} from '../../shared/session-event.ts';

/**
 * Logs what an operator wants to know of a session, by `ref`, never by id. What readers ask is not logged.
 * @param logger - Where lines go.
 */
export function logSession(logger: Logger): (ref: string, event: SessionEvent) => void {
  /** What sessions measured, until the line at their end. */
  const measures = new Map<string, Omit<SessionMetricsEvent, 'type' | 'at'>>();
  return (ref, event) => {
    switch (event.type) {
      case 'search-error':
        logger.warn({ref, at: event.at, provider: event.provider, code: event.code, cause: event.message}, 'search failed');
        return;
      case 'page-error':
        logger.info({ref, at: event.at, host: hostOf(event.url), code: event.code, cause: event.message}, 'page failed');
        return;
      case 'answer-error':
      case 'synthesis-error':
        logger.warn({ref, at: event.at, model: event.model, code: event.code, cause: event.message}, `${event.type.split('-')[0] ?? ''} failed`);
        return;
      case 'session-metrics': {
        const {type: _type, at: _at, ...measured} = event;
        measures.set(ref, measured);
        return;
      }
      case 'session-end':
        logger.info({ref, outcome: event.outcome, code: event.code, ms: event.ms, ...measures.get(ref)}, 'session ended');
        measures.delete(ref);
        return;
      default:
    }
  };
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? '';
