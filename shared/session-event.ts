/**
 * shared - every event of a session, the one vocabulary of log, stream, metrics, client and tests.
 * Fields are added, never renamed or given a new meaning; readers ignore a type they do not know.
 */
import * as v from 'valibot';
import {AnalysisEndEvent, AnalysisStartEvent} from './events/analysis-events.ts';
import {
  AnswerDeltaEvent,
  AnswerEndEvent,
  AnswerErrorEvent,
  AnswerReasoningDeltaEvent,
  AnswerResetEvent,
  AnswerRetryEvent,
  AnswerStartEvent,
} from './events/answer-events.ts';
import {EnrichmentEndEvent, EnrichmentProgressEvent, EnrichmentStartEvent, PageErrorEvent, PageExtractEvent, PageSkipEvent, SourceLateEvent} from './events/enrichment-events.ts';
import {SearchAlteredEvent, SearchEndEvent, SearchErrorEvent, SearchResultEvent, SearchRetryEvent, SearchStartEvent, SearchWaitEvent} from './events/search-events.ts';
import {RelatedQuestionsEvent, SessionEndEvent, SessionMetricsEvent, SessionStartEvent, SessionWarningEvent} from './events/session-events.ts';
import {SynthesisDeltaEvent, SynthesisEndEvent, SynthesisErrorEvent, SynthesisResetEvent, SynthesisRetryEvent, SynthesisStartEvent} from './events/synthesis-events.ts';

/** One event of a session, told apart by `type`. */
export const SessionEvent = v.variant('type', [
  SessionStartEvent,
  AnalysisStartEvent,
  AnalysisEndEvent,
  SearchStartEvent,
  SearchResultEvent,
  SearchWaitEvent,
  SearchRetryEvent,
  SearchErrorEvent,
  SearchAlteredEvent,
  SearchEndEvent,
  EnrichmentStartEvent,
  EnrichmentProgressEvent,
  PageExtractEvent,
  PageErrorEvent,
  PageSkipEvent,
  EnrichmentEndEvent,
  SourceLateEvent,
  AnswerStartEvent,
  AnswerDeltaEvent,
  AnswerReasoningDeltaEvent,
  AnswerRetryEvent,
  AnswerResetEvent,
  AnswerEndEvent,
  AnswerErrorEvent,
  SynthesisStartEvent,
  SynthesisDeltaEvent,
  SynthesisRetryEvent,
  SynthesisResetEvent,
  SynthesisEndEvent,
  SynthesisErrorEvent,
  RelatedQuestionsEvent,
  SessionWarningEvent,
  SessionMetricsEvent,
  SessionEndEvent,
]);
export type SessionEvent = v.InferOutput<typeof SessionEvent>;

/** The name of an event. */
export type SessionEventType = SessionEvent['type'];

type WithoutAt<Event> = Event extends unknown ? Omit<Event, 'at'> : never;

/** An event as a stage says it: `at` is stamped by the recorder. */
export type Said = WithoutAt<SessionEvent>;

/** An event as it stands on the wire: `from` is the first log id in a frame of merged deltas, its `id:` the last. */
export type SessionFrame = SessionEvent & {readonly from?: number};
