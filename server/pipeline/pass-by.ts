/** server/pipeline - for what works beside a text: hears some items, and lets the others by at the cost of one look. */
import {merge, Observable, Subject} from 'rxjs';

/**
 * Gives some items to `act` and lets the others pass at once.
 *
 * ```text
 * in:    -d-h-d-h-d|      h  heard, d  anything else
 * act:      -s---(e|)     of h alone; it has until all that it says is said
 * out:   -d--sd---(ed)|
 * ```
 *
 * @param hears - Which items are used up.
 * @param act - What comes of them; unsubscribed with the run.
 */
export const passBy =
  <T, H extends T>(hears: (item: T) => item is H, act: (heard$: Observable<H>) => Observable<T>) =>
  (item$: Observable<T>): Observable<T> =>
    new Observable((out) => {
      const heard$ = new Subject<H>();
      const passing$ = new Observable<T>((passing) =>
        item$.subscribe({
          next(item) {
            if (hears(item)) heard$.next(item);
            else passing.next(item);
          },
          error: (error: unknown) => passing.error(error),
          complete() {
            heard$.complete();
            passing.complete();
          },
        }),
      );
      return merge(act(heard$), passing$).subscribe(out);
    });
