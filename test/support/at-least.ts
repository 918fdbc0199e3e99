/** test/support - a property that needs many tries has so many also where PROPERTY_RUNS are fewer. */
import fc from 'fast-check';

/** For `fc.assert`: so many tries, or PROPERTY_RUNS where that is more. */
export const atLeast = (runs: number): {readonly numRuns: number} => ({numRuns: Math.max(runs, fc.readConfigureGlobal().numRuns ?? 0)});
