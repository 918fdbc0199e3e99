/** client/store - hands on together what comes faster than anyone looks. */
import {Observable, type OperatorFunction} from 'rxjs';

/**
 * A value that can wait does, once another one was handed on, until it is `due$`. What can't comes at once, behind what waited for it; so
 * do the end and an error.
 *
 * ```text
 * in:   a--b-c-----d-X-e----|    a to e can wait
 * due:  --------o------------
 * out:  a-------x--d-X-e----|    x  [b, c]; all others are lists of one
 * ```
 */
export const gather =
  <T>(canWait: (value: T) => boolean, due$: Observable<unknown>): OperatorFunction<T, readonly T[]> =>
  (source) =>
    new Observable((subscriber) => {
      let waiting: T[] = [];
      let isResting = false;
      const handOn = (): void => {
        const values = waiting;
        waiting = [];
        isResting = false;
        if (values.length > 0) subscriber.next(values);
      };
      const looking = due$.subscribe(handOn);
      const reading = source.subscribe({
        next: (value) => {
          const isPatient = canWait(value);
          if (isPatient && isResting) {
            waiting.push(value);
            return;
          }
          handOn();
          isResting = isPatient;
          subscriber.next([value]);
        },
        error: (error: unknown) => {
          handOn();
          subscriber.error(error);
        },
        complete: () => {
          handOn();
          subscriber.complete();
        },
      });
      return () => {
        looking.unsubscribe();
        reading.unsubscribe();
      };
    });
