/** server/session - a session's times and counts, folded from its events. */
import type {SessionMetricsEvent} from '../../shared/events/session-events.ts';
import type {SessionEvent} from '../../shared/session-event.ts';

/** What `session-metrics` tells. */
export type SessionMeasures = Omit<SessionMetricsEvent, 'type' | 'at'>;

/** Before the first event. */
export const nothingMeasured: SessionMeasures = {bytes: 0, events: 0, hits: 0, pages: 0, errors: 0, modelCalls: 0, modelRetries: 0};

/** The measures after one more event. */
export function measureSession(measures: SessionMeasures, event: SessionEvent): SessionMeasures {
  const {at, type} = event;
  const next = {...measures, events: measures.events + 1};
  if (type !== 'session-start') next.firstEventMs ??= at;
  if (type === 'search-result') {
    next.firstSourceMs ??= at;
    next.hits += 1;
  }
  if (type === 'answer-delta') next.firstTokenMs ??= at;
  if (type === 'page-extract') next.pages += 1;
  if (type === 'enrichment-progress') next.bytes = event.bytes;
  if (type.endsWith('-error')) next.errors += 1;
  return measureModels(next, event);
}

function measureModels(measures: SessionMeasures, event: SessionEvent): SessionMeasures {
  const {modelCalls = 0, modelRetries = 0} = measures;
  switch (event.type) {
    case 'answer-start':
    case 'synthesis-start':
      return {...measures, modelCalls: modelCalls + 1};
    case 'answer-retry':
    case 'synthesis-retry':
    case 'answer-reset':
    case 'synthesis-reset':
      return {...measures, modelCalls: modelCalls + 1, modelRetries: modelRetries + 1};
    case 'answer-end':
    case 'synthesis-end': {
      const {bytes, usage: {promptTokens, completionTokens, cost} = {}} = event;
      return {
        ...measures,
        ...(bytes !== undefined && {modelBytes: (measures.modelBytes ?? 0) + bytes}),
        ...(promptTokens !== undefined && {promptTokens: (measures.promptTokens ?? 0) + promptTokens}),
        ...(completionTokens !== undefined && {completionTokens: (measures.completionTokens ?? 0) + completionTokens}),
        ...(cost !== undefined && {cost: (measures.cost ?? 0) + cost}),
      };
    }
    default:
      return measures;
  }
}
