/** server/pipeline - what every stage is made with: act on one handoff, let everything else pass. */
import {defer, Observable} from 'rxjs';
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
 * What passes costs one look and no operator: a text is thousands of items that pass all later stages, of many sessions at once.
 * @param type - The handoff the stage hears.
 * @param act - What it says and hands on; unsubscribed with the run.
 */
export const onHandoff =
  <Type extends Handoff['type']>(type: Type, act: (handoff: HandoffOf<Type>) => Observable<PipelineItem>): Stage =>
  (item$) =>
    new Observable((out) => {
      const isHeard = (item: PipelineItem): item is HandoffOf<Type> => item.type === type;
      /** What still says something: the stages before, and what acts. */
      let open = 1;
      const complete = () => {
        open -= 1;
        if (open === 0) out.complete();
      };
      const say = (item: PipelineItem) => out.next(item);
      const fail = (error: unknown) => out.error(error);
      const next = (item: PipelineItem) => {
        if (!isHeard(item)) say(item);
        else if (!out.closed) {
          open += 1;
          out.add(defer(() => act(item)).subscribe({next: say, error: fail, complete}));
        }
      };
      out.add(item$.subscribe({next, error: fail, complete}));
    });
