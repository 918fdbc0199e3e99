/** server/resilience - reads on demand: from something that is asked for each item to a stream that can be left. */
import {Observable, type Subscriber} from 'rxjs';

/** Begins a reading; the signal fires when nobody wants it any more. */
export type Open<T> = (signal: AbortSignal) => AsyncIterable<T> | Promise<AsyncIterable<T>>;

/**
 * Reads an async iterable, asking for the next item only after the last one was taken downstream.
 *
 * ```text
 * asked:  ^--^----^--!       the source works only while it is asked
 * given:  ---a----b--
 * out:    ---a----b--        a was taken before b was asked for
 * left:   ^----------!       the signal fires in the same turn, and the iterator is returned
 * ```
 *
 * Cold: each subscription opens anew. The signal fires when the subscription ends in any way, after completion too, so what `open`
 * holds can be let go there. What rejects after that is of no interest to anyone and is dropped.
 * @param open - Begins the reading; a throw or rejection is the stream's error.
 */
export const pull = <T>(open: Open<T>): Observable<T> =>
  new Observable<T>((subscriber) => {
    const left = new AbortController();
    subscriber.add(() => left.abort());
    void read(open, left.signal, subscriber);
  });

async function read<T>(open: Open<T>, signal: AbortSignal, subscriber: Subscriber<T>): Promise<void> {
  let ended = false;
  try {
    const iterator = (await open(signal))[Symbol.asyncIterator]();
    // Runs at once when the subscription ended while `open` was at work.
    subscriber.add(() => {
      if (!ended) iterator.return?.().catch(ignore);
    });
    while (!subscriber.closed) {
      const step = await iterator.next();
      if (step.done === true) {
        ended = true;
        subscriber.complete();
      } else {
        subscriber.next(step.value);
      }
    }
  } catch (error) {
    ended = true;
    subscriber.error(error);
  }
}

const ignore = (): void => undefined;
