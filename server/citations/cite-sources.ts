/** server/citations - an operator over one text that a model writes: resolves its citations while it streams and checks them at its end. */
import {asyncScheduler, map, Observable, type OperatorFunction, type Subscription} from 'rxjs';
import type {Citation} from '../../shared/source.ts';
import type {Writing, Written} from '../models/write-text.ts';
import type {Evidence} from '../pipeline/handoff.ts';
import {checkCitations} from './check-citations.ts';
import {findCitations} from './find-citations.ts';
import {MarkerResolver} from './marker-resolver.ts';

/** Longest wait of text that may be a part of a marker, in milliseconds: about one frame on the wire. */
export const HOLD_MS = 40;

/** A complete text with its citations. */
export interface Cited extends Written {
  /** As it was let out. */
  readonly text: string;
  /** In the text's order; their places are those in `text`. */
  readonly citations: Citation[];
}

/** What happens while a cited text is written. */
export type CitedWriting = Exclude<Writing, Written> | Cited;

/**
 * Gives citations their one form while the text streams, and says at its end where they stand and how well their sources support them.
 *
 * ```text
 * in:   a--b---c-w|      a  "Tides [1", b  ", 2]", c  " rise", w  written
 * out:  x--y---z-v|      x  "Tides ", y  "", z  "[1][2] rise", v  written, its text resolved, its citations checked
 * ```
 *
 * What may be a part of a marker waits for the next piece, {@link HOLD_MS} at most. All else passes at once.
 * @param evidence - Its used sources are those that can be cited.
 */
export function citeSources(evidence: Evidence): OperatorFunction<Writing, CitedWriting> {
  const known = new Set(evidence.sources.filter(({used}) => used).map(({n}) => n));
  return (writing$) =>
    new Observable((out) => {
      // Every piece of every text passes here: none costs a subscription or a timer unless something waits.
      let resolver = new MarkerResolver(known);
      let heldSince: number | undefined;
      let releasing: Subscription | undefined;
      let isWritten = false;

      const say = (text: string) => {
        if (text !== '') out.next({type: 'text', text});
      };
      const take = (writing: Writing) => {
        if (writing.type === 'reset') resolver = new MarkerResolver(known);
        if (writing.type === 'written' || writing.type === 'failed') say(resolver.end());
        if (writing.type === 'text') say(resolver.push(writing.text));
        else if (writing.type === 'written') {
          isWritten = true;
          check(writing, resolver.text, {known, evidence}).subscribe(out);
        } else out.next(writing);
      };
      const releaseLater = () => {
        releasing?.unsubscribe();
        if (resolver.held === 0) {
          heldSince = undefined;
          return;
        }
        heldSince ??= asyncScheduler.now();
        releasing = asyncScheduler.schedule(
          () => {
            heldSince = undefined;
            say(resolver.release());
          },
          Math.max(0, heldSince + HOLD_MS - asyncScheduler.now()),
        );
      };
      out.add(() => releasing?.unsubscribe());
      out.add(
        writing$.subscribe({
          next(writing) {
            take(writing);
            releaseLater();
          },
          error: (error: unknown) => out.error(error),
          complete: () => isWritten || out.complete(), // else once it is checked
        }),
      );
    });
}

const check = (written: Written, text: string, {known, evidence}: {readonly known: ReadonlySet<number>; readonly evidence: Evidence}): Observable<CitedWriting> =>
  checkCitations(text, findCitations(text, known), evidence).pipe(map((citations): Cited => ({...written, text, citations})));
