/** shared - what `POST /v1/sessions/:id/feedback` takes: what a reader thought of an answer. */
import * as v from 'valibot';

/** One reader's verdict. */
export const Feedback = v.object({
  rating: v.picklist(['up', 'down'], 'must be up or down'),
  /** At most 2,000 UTF-16 units. */
  comment: v.exactOptional(v.pipe(v.string(), v.trim(), v.maxLength(2_000, 'must be at most 2000 characters'))),
  /** The model whose answer it is about; the whole when left out. */
  model: v.exactOptional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
});
export type Feedback = v.InferOutput<typeof Feedback>;
