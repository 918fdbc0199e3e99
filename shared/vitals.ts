/** shared - what `POST /v1/vitals` takes: what a reader's page measured, sent with the reader's consent. No question, no address, no id of a person. */
import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(86_400_000));

/** What one page felt of one or more answers. */
export const Vitals = v.object({
  /** The answer's `ref`, which ties this to log lines and traces. */
  ref: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/, 'must be a ref: 12 hex digits'))),
  /** From asking to the first text of an answer on the screen. */
  firstPaintMs: v.exactOptional(milliseconds),
  /** Frames a second while an answer streamed. */
  framesPerSecond: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000))),
  /** Codes of the errors that the reader met. */
  errors: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(20))),
  /** How long the reader's session lasted: from the first question to leaving the page. */
  sessionMs: v.exactOptional(milliseconds),
});
export type Vitals = v.InferOutput<typeof Vitals>;
