/** client/store - stops a run, whose own end comes over its stream. */
import type {Run} from './run.ts';

/**
 * @param left - When the run is read no more: it has ended, or another question was asked.
 * @param close - Ends it here: the server could not be told, or its end did not come within `stopMs`, in milliseconds.
 */
export function stopRun(run: Run, left: AbortSignal, close: () => void, stopMs: number): void {
  const giveUp = (): void => {
    clearTimeout(timer);
    if (!left.aborted) close();
  };
  const timer = setTimeout(giveUp, stopMs);
  left.addEventListener('abort', () => clearTimeout(timer));
  run.stop().catch(giveUp);
}
