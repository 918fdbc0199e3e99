/** server/enrichment - long work that does not hold up the event loop: it is done in slices, one in a turn of the loop, over all such work. */
import {Observable} from 'rxjs';

/** Options for {@link inTurns}. */
export interface InTurnsOptions {
  /** How long a slice lasts, in milliseconds. @defaultValue 3 */
  readonly sliceMs?: number;
}

/** Steps that are taken at once, however long they last: what is short is done without a pause. */
const FIRST_STEPS = 16;
/** Steps that are taken between two looks at the clock. */
const STEPS = 4;

const waiting = new Set<() => void>();
let isNextTurnOurs = false;

function wait(slice: () => void): void {
  waiting.add(slice);
  takeNextTurn();
}

function takeNextTurn(): void {
  if (isNextTurnOurs || waiting.size === 0) return;
  isNextTurnOurs = true;
  setImmediate(() => {
    isNextTurnOurs = false;
    const [slice] = waiting;
    if (!slice) return;
    waiting.delete(slice);
    takeNextTurn();
    slice();
  });
}

/**
 * Emits what some work comes to. Its first slice is done at once; when it is left, nothing more is.
 *
 * ```text
 * one:    ##-#-#-(a|)      #  a slice
 * other:    #-#-#-#(b|)
 * ```
 *
 * @param work - Yields wherever it may be interrupted: at least each millisecond or so.
 */
export const inTurns = <Result>(work: () => Generator<void, Result, void>, {sliceMs = 3}: InTurnsOptions = {}): Observable<Result> =>
  new Observable((subscriber) => {
    const steps = work();
    let taken = 0;
    const slice = () => {
      const endsAt = performance.now() + sliceMs;
      try {
        do {
          const {done, value} = steps.next();
          taken += 1;
          if (!done) continue;
          subscriber.next(value);
          subscriber.complete();
          return;
        } while (taken < FIRST_STEPS || taken % STEPS > 0 || performance.now() < endsAt);
      } catch (error) {
        subscriber.error(error);
        return;
      }
      wait(slice);
    };
    slice();
    return () => waiting.delete(slice);
  });
