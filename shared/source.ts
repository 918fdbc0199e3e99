/** shared - a numbered piece of evidence, and how an answer points at it. */
import * as v from 'valibot';
import {Count, SourceNumber} from './events/event.ts';

/** How a source's text was got: its whole page, the search snippet only, a corpus document, or a cached page. */
export const SourceHow = v.picklist(['page', 'snippet', 'corpus', 'cache']);
export type SourceHow = v.InferOutput<typeof SourceHow>;

/** One source. Its number is given once, before the first answer starts, and never changes. */
export const Source = v.object({
  n: SourceNumber,
  /** The page's id, the same as its hit's. */
  id: v.string(),
  url: v.string(),
  title: v.string(),
  /** Whether the models were given text of it. */
  used: v.boolean(),
  how: SourceHow,
});
export type Source = v.InferOutput<typeof Source>;

/** A `[n]` in an answer's text: the span from `start` to `end` (UTF-16 units, end exclusive) is the marker. */
export const Citation = v.object({
  n: SourceNumber,
  start: Count,
  end: Count,
  /** How well the source's text supports the sentence, 0 to 1. */
  score: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});
export type Citation = v.InferOutput<typeof Citation>;

/** What a model call cost, as far as its server told. */
export const Usage = v.object({
  promptTokens: v.exactOptional(Count),
  completionTokens: v.exactOptional(Count),
  totalTokens: v.exactOptional(Count),
  /** In US dollars. */
  cost: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
});
export type Usage = v.InferOutput<typeof Usage>;
