/** server/models - the circuit breaker of one model: which of its failures count, and what a refused call says. */
import {UpstreamError, type UpstreamCode} from '../pipeline/upstream-error.ts';
import {CircuitBreaker, type CircuitBreakerOptions} from '../resilience/circuit-breaker.ts';

/** What a dead or sick server does; a refusal (too large, rate-limited, unauthorized) comes at once and costs nobody any time. */
const TRIPS: ReadonlySet<UpstreamCode> = new Set<UpstreamCode>(['timeout', 'connect-failed', 'upstream-failed', 'truncated', 'bad-response']);

/** A breaker for `model`; `failures` and `openMs` as in {@link CircuitBreakerOptions}. */
export const modelBreaker = (model: string, options: Pick<CircuitBreakerOptions, 'failures' | 'openMs'> = {}): CircuitBreaker =>
  new CircuitBreaker({
    ...options,
    trips: (error) => error instanceof UpstreamError && TRIPS.has(error.code),
    toError: () =>
      new UpstreamError(`Not asking "${model}": its last calls all failed`, {
        code: 'circuit-open',
        reason: 'It failed several times in a row and is left alone for a while.',
        retryable: false,
      }),
  });
