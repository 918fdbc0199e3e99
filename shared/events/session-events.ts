/** shared - events about the session as a whole. */
import * as v from 'valibot';
import {Count, event, Milliseconds} from './event.ts';

/** The run has begun. Always the first event. */
export const SessionStartEvent = event('session-start', {
  question: v.string(),
  /** The models that will be asked. */
  models: v.array(v.string()),
  /** The search providers that will be asked, in order. */
  providers: v.array(v.string()),
  /** When the session began, ISO 8601. */
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The `ref` of the session that this one continues; never its id, which is the right to read it. */
  parent: v.exactOptional(v.string()),
});
export type SessionStartEvent = v.InferOutput<typeof SessionStartEvent>;

/** Something bit that the reader should know of, and the run goes on: a cap, a degraded dependency. */
export const SessionWarningEvent = event('session-warning', {code: v.string(), message: v.string()});
export type SessionWarningEvent = v.InferOutput<typeof SessionWarningEvent>;

/** Questions a reader may ask next. */
export const RelatedQuestionsEvent = event('related-questions', {questions: v.array(v.string())});
export type RelatedQuestionsEvent = v.InferOutput<typeof RelatedQuestionsEvent>;

/** What the run measured, shortly before its end. A time that never came is left out. */
export const SessionMetricsEvent = event('session-metrics', {
  /** From the start to the first event after it. */
  firstEventMs: v.exactOptional(Milliseconds),
  /** To the first search result. */
  firstSourceMs: v.exactOptional(Milliseconds),
  /** To the first text of an answer. */
  firstTokenMs: v.exactOptional(Milliseconds),
  /** Bytes read from pages and documents. */
  bytes: Count,
  /** Events said so far. */
  events: Count,
  /** Search results found. */
  hits: Count,
  /** Pages read. */
  pages: Count,
  /** Queries, pages and models that failed. */
  errors: Count,
  /** Calls of models: answers, syntheses, their retries and takeovers. */
  modelCalls: v.exactOptional(Count),
  /** Those of them that were a retry or a takeover. */
  modelRetries: v.exactOptional(Count),
  /** Bytes read from model servers for completed texts. */
  modelBytes: v.exactOptional(Count),
  /** Tokens, as far as the servers counted them. */
  promptTokens: v.exactOptional(Count),
  completionTokens: v.exactOptional(Count),
  /** In US dollars, as far as the servers told. */
  cost: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
});
export type SessionMetricsEvent = v.InferOutput<typeof SessionMetricsEvent>;

/** The run is over. Exactly one, and nothing follows it. */
export const SessionEndEvent = event('session-end', {
  outcome: v.picklist(['done', 'stopped', 'failed']),
  /** Why it was stopped or failed. */
  code: v.exactOptional(v.string()),
  ms: Milliseconds,
});
export type SessionEndEvent = v.InferOutput<typeof SessionEndEvent>;
