/** server/resilience - stops asking an upstream that keeps failing, so that a dead one costs nobody a deadline. */
import {asyncScheduler, defer, type MonoTypeOperatorFunction, tap, throwError} from 'rxjs';

/** Options for {@link CircuitBreaker}. */
export interface CircuitBreakerOptions {
  /** Failures in a row that open it; 0 for never. @defaultValue 10 */
  readonly failures?: number;
  /** How long it stays open before one call may probe, in milliseconds. @defaultValue 10_000 */
  readonly openMs?: number;
  /** Whether an error is the upstream's failure; others neither open nor close it. */
  readonly trips: (error: unknown) => boolean;
  /** The error of a call that is not made. */
  readonly toError: () => unknown;
}

/** `open` refuses every call; `half-open` lets one through, whose outcome decides. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/**
 * One breaker for one upstream, shared by all its callers.
 *
 * ```text
 * calls:   x x x x x  r r r r  p        x  failed, r  refused at once, p  the probe
 * state:   closed    |open....|half-open|closed when the probe says its first item, open again when it fails
 *                     <-openMs->
 * ```
 */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>;
  #failures = 0;
  #openedAt: number | undefined;
  #isProbing = false;

  constructor({failures = 10, openMs = 10_000, trips, toError}: CircuitBreakerOptions) {
    this.#options = {failures, openMs, trips, toError};
  }

  get state(): CircuitState {
    if (this.#openedAt === undefined) return 'closed';
    return asyncScheduler.now() - this.#openedAt < this.#options.openMs ? 'open' : 'half-open';
  }

  /**
   * Guards a call. Each subscription counts by itself; one that is left counts for nothing.
   * @param isLast - Whether an item completes the call; a completion does too.
   */
  guard<T>(isLast: (item: T) => boolean = () => false): MonoTypeOperatorFunction<T> {
    return (source$) =>
      defer(() => {
        const {state} = this;
        if (state === 'open' || (state === 'half-open' && this.#isProbing)) return throwError(() => this.#options.toError());
        const isProbe = state === 'half-open';
        this.#isProbing ||= isProbe;
        let hasBegun = false;
        return source$.pipe(
          tap({
            next: (item) => {
              if (!hasBegun && isProbe) this.#closeAfterProbe();
              hasBegun = true;
              if (isLast(item)) this.#failures = 0;
            },
            complete: () => {
              if (isProbe && !hasBegun) this.#closeAfterProbe();
              this.#failures = 0;
            },
            error: (error: unknown) => this.#fail(error, isProbe && !hasBegun),
            unsubscribe: () => {
              if (isProbe && !hasBegun) this.#isProbing = false;
            },
          }),
        );
      });
  }

  /** It answers again: all is forgiven. A model that fails often, but not always, must not be kept out by every second call. */
  #closeAfterProbe(): void {
    this.#isProbing = false;
    this.#openedAt = undefined;
    this.#failures = 0;
  }

  #fail(error: unknown, isProbe: boolean): void {
    const {failures, trips} = this.#options;
    if (!trips(error)) {
      if (isProbe) this.#closeAfterProbe();
      return;
    }
    this.#failures += 1;
    if (isProbe) this.#isProbing = false;
    if (isProbe || (failures > 0 && this.#failures >= failures)) this.#openedAt = asyncScheduler.now();
  }
}
