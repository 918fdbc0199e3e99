/** shared - the end of a `switch` that must know every case. */

/**
 * Fails to compile when a case is missing; answers with `fallback` at run time, since a newer server may say what we do not know.
 * @param _value - What no case took.
 * @param fallback - What to answer then.
 */
export const unreachable = <T>(_value: never, fallback: T): T => fallback;
