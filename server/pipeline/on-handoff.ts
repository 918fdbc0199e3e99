/** server/pipeline - what every stage is made with: act on one handoff, let everything else pass. */
import {connect, filter, merge, mergeMap, type Observable} from 'rxjs';
import type {Handoff} from './handoff.ts';
import type {PipelineItem, Stage} from './stage.ts';

type HandoffOf<Type extends Handoff['type']> = Extract<Handoff, {type: Type}>;

/**
 * Makes a stage of what it does with its handoff.
 *
 * ```text
 * in:    -p-h-q|      h  the handoff, p and q anything else
 * act:      --s-(e|)
 * out:   -p--q-s-(e|)... the handoff is used up; what came after it passes while the stage works
 * ```
 *
 * What passes costs no subscription: a text is thousands of items that pass all later stages.
 * @param type - The handoff the stage hears.
 * @param act - What it says and hands on; unsubscribed with the run.
 */
export const onHandoff =
  <Type extends Handoff['type']>(type: Type, act: (handoff: HandoffOf<Type>) => Observable<PipelineItem>): Stage =>
  (item$) =>
    item$.pipe(
      connect((shared$) => {
        const passing$ = shared$.pipe(filter((item) => item.type !== type));
        const acting$ = shared$.pipe(filter((item): item is HandoffOf<Type> => item.type === type), mergeMap(act));
        return merge(passing$, acting$);
      }),
    );
