/** server/pipeline - for what works beside a text: hears some items, and lets the others by at the cost of one look. */
import {Observable, Subject} from 'rxjs';

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
 * @param act - What comes of them, which may be subscribed to as often as wished; unsubscribed with the run.
 */
export const passBy =
  <T, H extends T>(hears: (item: T) => item is H, act: (heard$: Observable<H>) => Observable<T>) =>
  (item$: Observable<T>): Observable<T> =>
    new Observable((out) => {
      const heard$ = new Subject<H>();
      /** What still says something: the stages before, and `act`. */
      let open = 2;
      const complete = () => {
        open -= 1;
        if (open === 0) out.complete();
      };
      const say = (item: T) => out.next(item);
      const fail = (error: unknown) => out.error(error);
      out.add(act(heard$).subscribe({next: say, error: fail, complete}));
      out.add(
        item$.subscribe({
          next(item) {
            if (hears(item)) heard$.next(item);
            else say(item);
          },
          error: fail,
          complete() {
            heard$.complete();
            complete();
          },
        }),
      );
    });
