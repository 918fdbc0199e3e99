/** shared - events of the synthesis: one answer made of several models' answers. */
import * as v from 'valibot';
import {AnswerEndEvent} from './answer-events.ts';
import {Count, event, Milliseconds} from './event.ts';

const model = v.string();

/** A synthesis was asked for. Closed by `synthesis-end` or `synthesis-error`. */
export const SynthesisStartEvent = event('synthesis-start', {
  /** The model that writes it. */
  model,
  /** The models whose answers it is made of. */
  answers: v.array(v.string()),
});
export type SynthesisStartEvent = v.InferOutput<typeof SynthesisStartEvent>;

/** More of the synthesis's text (Markdown). */
export const SynthesisDeltaEvent = event('synthesis-delta', {text: v.string()});
export type SynthesisDeltaEvent = v.InferOutput<typeof SynthesisDeltaEvent>;

/** A call failed before anything was shown, and will be tried again. */
export const SynthesisRetryEvent = event('synthesis-retry', {
  /** The attempt that comes, from 2. */
  attempt: Count,
  inMs: Milliseconds,
  /** Why the last attempt failed. */
  code: v.string(),
});
export type SynthesisRetryEvent = v.InferOutput<typeof SynthesisRetryEvent>;

/** The text so far is void; the synthesis begins again. */
export const SynthesisResetEvent = event('synthesis-reset', {
  reason: v.string(),
  /** The same, as a code. */
  code: v.exactOptional(v.string()),
  /** The model that takes over. */
  next: v.exactOptional(v.string()),
});
export type SynthesisResetEvent = v.InferOutput<typeof SynthesisResetEvent>;

/** The synthesis is complete. */
export const SynthesisEndEvent = event('synthesis-end', {
  ...AnswerEndEvent.entries,
  type: v.literal('synthesis-end'),
  /** Models whose answers went in. */
  included: v.array(v.string()),
  /** Models that were too late or failed. */
  notIncluded: v.array(v.string()),
});
export type SynthesisEndEvent = v.InferOutput<typeof SynthesisEndEvent>;

/** The synthesis failed or was stopped; the answers stand by themselves. */
export const SynthesisErrorEvent = event('synthesis-error', {
  /** The model that was to write it. */
  model,
  code: v.string(),
  /** What happened, in words for a reader. */
  message: v.string(),
  /** Whether the text so far stays. */
  partial: v.boolean(),
  /** The model whose answer stands in for it. */
  best: v.exactOptional(v.string()),
});
export type SynthesisErrorEvent = v.InferOutput<typeof SynthesisErrorEvent>;
