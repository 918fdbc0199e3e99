/** server/telemetry - log lines, folded from the same events: one per failure, one per session at its end. */
import type {Logger} from 'pino';
import type {SessionEvent} from '../../shared/session-event.ts';

/**
 * Logs what an operator wants to know of a session, by `ref`, never by id. What readers ask is not logged.
 * @param logger - Where lines go.
 */
export const logSession =
  (logger: Logger) =>
  (ref: string, event: SessionEvent): void => {
    const {type, at} = event;
    if (type === 'search-error') logger.warn({ref, at, provider: event.provider, code: event.code}, 'search failed');
    else if (type === 'page-error') logger.info({ref, at, host: hostOf(event.url), code: event.code}, 'page failed');
    else if (type === 'answer-error' || type === 'synthesis-error') logger.warn({ref, at, model: event.model, code: event.code}, `${type.split('-')[0] ?? ''} failed`);
    else if (type === 'session-metrics') logger.debug({ref, ...event}, 'session measured');
    else if (type === 'session-end') logger.info({ref, outcome: event.outcome, code: event.code, ms: event.ms}, 'session ended');
  };

const hostOf = (url: string): string => URL.parse(url)?.host ?? '';
