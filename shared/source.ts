/** shared - a numbered piece of evidence, and how an answer points at it. */
import * as v from 'valibot';
import {Count, SourceNumber} from './events/event.ts';

/**
 * How a source's text was got: its whole page, the search snippet only, a corpus document, or a cached page;
 * `told` where a server that is not ours names it: what of it was used is not known.
 */
export const SourceHow = v.picklist(['page', 'snippet', 'corpus', 'cache', 'told']);
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
  /** When it was published or last changed: an ISO 8601 date where that is known, else the provider's words ("3 days ago"). */
  age: v.exactOptional(v.string()),
  /** BCP 47 tag of its text. */
  language: v.exactOptional(v.string()),
  siteName: v.exactOptional(v.string()),
  author: v.exactOptional(v.string()),
  /** Words of the text that was got. */
  words: v.exactOptional(Count),
  /** Words of it that the models were given. */
  usedWords: v.exactOptional(Count),
  /** It came when the answer had already begun, so no model was given any of it. */
  late: v.exactOptional(v.boolean()),
});
export type Source = v.InferOutput<typeof Source>;

/**
 * A `[n]` in an answer's text: the span from `start` to `end` (UTF-16 units, end exclusive) is the marker. A number that no source has,
 * or one whose text the models were not given, is `supported: false` without `score` and `quote`.
 */
export const Citation = v.object({
  n: SourceNumber,
  start: Count,
  end: Count,
  /** How well the source's text supports the sentence, 0 to 1. */
  score: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** Whether that is enough to call the sentence supported; left out where it was not checked. */
  supported: v.exactOptional(v.boolean()),
  /** The part of the source's text that supports the sentence best, at most 300 characters. */
  quote: v.exactOptional(v.string()),
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
