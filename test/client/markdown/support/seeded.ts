/** test/client/markdown - properties run from a fixed seed, so that a failure is there again tomorrow. */
import fc from 'fast-check';

export const seed = 20_251_123;

/** How to cut a text: lengths of deltas, single characters included. */
export const cuttings = fc.oneof(
  {weight: 1, arbitrary: fc.constant([1])},
  {weight: 4, arbitrary: fc.array(fc.integer({min: 1, max: 8}), {minLength: 1, maxLength: 30})},
  {weight: 5, arbitrary: fc.array(fc.integer({min: 1, max: 40}), {minLength: 1, maxLength: 10})},
);
