/** server/cache - the place in a provider's queue of a call that several ask for: the best that one of them has. */
import {BehaviorSubject, defer, dematerialize, materialize, type Observable, switchMap, tap} from 'rxjs';
import {isNotice, type SearchItem} from '../search/search-provider.ts';

/** The place of one call. Lower variants go first. */
export class QueuePlace {
  readonly #variant: BehaviorSubject<number>;
  /** Whether the call is not sent yet. */
  #isOpen = true;

  constructor(variant: number) {
    this.#variant = new BehaviorSubject(variant);
  }

  /** Someone asks for the same from a place of their own. Where that is a better one and the call is not sent, it moves there. */
  join(variant: number): void {
    if (this.#isOpen && variant < this.#variant.value) this.#variant.next(variant);
  }

  /**
   * Calls from this place.
   *
   * ```text
   * joined:      ---1         variant 1 joins
   * variant 2:  w--!          w  waits
   * variant 1:     w--a|
   * out:        w--w--a|
   * ```
   */
  call(search: (variant: number) => Observable<SearchItem>): Observable<SearchItem> {
    return this.#variant.pipe(
      switchMap((variant) =>
        defer(() => {
          this.#isOpen = false; // unless it says that it waits
          return search(variant);
        }).pipe(
          tap((item) => (this.#isOpen = isNotice(item) && item.notice === 'wait')),
          materialize(),
        ),
      ),
      dematerialize(),
    );
  }
}
