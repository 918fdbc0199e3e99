/** shared - events of one model's answer. Several models' events interleave; `model` tells them apart. */
import * as v from 'valibot';
import {Citation, Usage} from '../source.ts';
import {Count, event, Milliseconds, SourceNumber} from './event.ts';

const model = v.string();

/** A model was asked. Closed by `answer-end` or `answer-error`. */
export const AnswerStartEvent = event('answer-start', {
  model,
  /** Numbers of the sources it was given. */
  sources: v.array(SourceNumber),
  /** Why this model answers although nobody asked it: in words for a reader. */
  reason: v.exactOptional(v.string()),
});
export type AnswerStartEvent = v.InferOutput<typeof AnswerStartEvent>;

/** More of an answer's text (Markdown). */
export const AnswerDeltaEvent = event('answer-delta', {model, text: v.string()});
export type AnswerDeltaEvent = v.InferOutput<typeof AnswerDeltaEvent>;

/** More of what a model thought aloud; not part of its answer. */
export const AnswerReasoningDeltaEvent = event('answer-reasoning-delta', {model, text: v.string()});
export type AnswerReasoningDeltaEvent = v.InferOutput<typeof AnswerReasoningDeltaEvent>;

/** A call failed before anything was shown, and will be tried again. */
export const AnswerRetryEvent = event('answer-retry', {
  model,
  /** The attempt that comes, from 2. */
  attempt: Count,
  inMs: Milliseconds,
  /** Why the last attempt failed. */
  code: v.string(),
});
export type AnswerRetryEvent = v.InferOutput<typeof AnswerRetryEvent>;

/** The text so far is void; the answer begins again. */
export const AnswerResetEvent = event('answer-reset', {
  model,
  reason: v.string(),
  /** The same, as a code. */
  code: v.exactOptional(v.string()),
  /** The model that takes over. */
  next: v.exactOptional(v.string()),
});
export type AnswerResetEvent = v.InferOutput<typeof AnswerResetEvent>;

/** An answer is complete. */
export const AnswerEndEvent = event('answer-end', {
  model,
  /** The model's own reason: `stop`, `length`, `content-filter`, …; `stopped` where the reader stopped it. */
  finishReason: v.string(),
  /** Whether the reader stopped this answer: the text so far is all. */
  stopped: v.exactOptional(v.boolean()),
  citations: v.array(Citation),
  usage: v.exactOptional(Usage),
  /** From asking to the first text. */
  ttftMs: Milliseconds,
  /** From asking to the end. */
  ms: Milliseconds,
  /** The text was cut off. */
  truncated: v.exactOptional(v.boolean()),
  /** The model that wrote it, where another one took over. */
  by: v.exactOptional(v.string()),
  /** Completion tokens a second after the first one; estimated where the server did not count. */
  tokensPerSecond: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  /** Bytes read from the model's server. */
  bytes: v.exactOptional(Count),
  /** Calls beyond the first one. */
  retries: v.exactOptional(Count),
});
export type AnswerEndEvent = v.InferOutput<typeof AnswerEndEvent>;

/** An answer failed or was stopped; the others go on. */
export const AnswerErrorEvent = event('answer-error', {
  model,
  code: v.string(),
  /** What happened, in words for a reader. */
  message: v.string(),
  /** Whether the text so far stays. */
  partial: v.boolean(),
  /** From asking to the failure. */
  ms: v.exactOptional(Milliseconds),
  /** Calls beyond the first one. */
  retries: v.exactOptional(Count),
});
export type AnswerErrorEvent = v.InferOutput<typeof AnswerErrorEvent>;
