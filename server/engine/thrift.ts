/** server/engine - whether V8 should save memory: while few sessions run. While many do, it saves time. @see docs/decisions/0032-thrift.md */
import {delay, distinctUntilChanged, filter, map, of, type OperatorFunction, skipWhile, switchMap} from 'rxjs';

/** From how many to how many. */
export interface ThriftOptions {
  /** So many at once end thrift. @defaultValue 16 */
  readonly busyFrom?: number;
  /** So few, for a while, bring it back. @defaultValue 8 */
  readonly quietTo?: number;
  /** How long that while is, in milliseconds. @defaultValue 10_000 */
  readonly quietMs?: number;
}

/**
 * Says true when V8 should begin to save memory, false when it should stop. It saves at the start, so the first to be said is false, if anything.
 *
 * ```text
 * running:  3--20--7---12---16---2---------
 * out:      ---f---------t--f----------t---    quietMs is 6 long; what is between the two bounds changes nothing
 * ```
 *
 * @returns An operator on how many sessions run now, told again and again.
 */
export const thrift = ({busyFrom = 16, quietTo = 8, quietMs = 10_000}: ThriftOptions = {}): OperatorFunction<number, boolean> => (running$) =>
  running$.pipe(
    filter((running) => running >= busyFrom || running <= quietTo),
    map((running) => running <= quietTo),
    skipWhile((isQuiet) => isQuiet),
    distinctUntilChanged(),
    switchMap((isQuiet) => (isQuiet ? of(true).pipe(delay(quietMs)) : of(false))),
    distinctUntilChanged(),
  );
