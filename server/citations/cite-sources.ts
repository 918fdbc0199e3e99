/** server/citations - an operator over one text that a model writes: resolves its citations while it streams and checks them at its end. */
import {asyncScheduler, concat, concatMap, defer, EMPTY, filter, from, map, type Observable, of, type OperatorFunction, switchMap, timer} from 'rxjs';
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
    defer(() => {
      let resolver = new MarkerResolver(known);
      let heldSince: number | undefined;

      const said = (text: string): CitedWriting[] => (text === '' ? [] : [{type: 'text', text}]);
      const take = (writing: Writing): Observable<CitedWriting> => {
        switch (writing.type) {
          case 'text':
            return from(said(resolver.push(writing.text)));
          case 'written': {
            const rest = said(resolver.end());
            const {text} = resolver;
            const checked$ = checkCitations(text, findCitations(text, known), evidence);
            return concat(rest, checked$.pipe(map((citations): Cited => ({...writing, text, citations}))));
          }
          case 'reset':
            resolver = new MarkerResolver(known);
            return of(writing);
          case 'failed':
            return from([...said(resolver.end()), writing]);
          default:
            return of(writing);
        }
      };
      const release$ = defer(() => {
        if (resolver.held === 0) heldSince = undefined;
        else heldSince ??= asyncScheduler.now();
        if (heldSince === undefined) return EMPTY;
        return timer(Math.max(0, heldSince + HOLD_MS - asyncScheduler.now())).pipe(
          map(() => {
            heldSince = undefined;
            return resolver.release();
          }),
          filter((text) => text !== ''),
          concatMap(said),
        );
      });
      return writing$.pipe(switchMap((writing) => concat(take(writing), release$)));
    });
}
