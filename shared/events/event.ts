/** shared - what every session event has in common. */
import * as v from 'valibot';

/** A time span in milliseconds, fractions allowed. */
export const Milliseconds = v.pipe(v.number(), v.minValue(0));
/** How many: a whole number from 0. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A source's number: a whole number from 1, the `n` of a citation `[n]`. */
export const SourceNumber = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * Makes the schema of one event: its `type`, `at` (milliseconds since the session started) and its own fields.
 * @param type - The event's name, noun-action.
 * @param fields - The schemas of its own fields.
 */
export const event = <const Type extends string, const Fields extends v.ObjectEntries>(type: Type, fields: Fields) =>
  v.object({type: v.literal(type), at: Milliseconds, ...fields});
