/** server/conversation - which of several texts stands for all of them. Pure. */
import type {WritingState} from '../../shared/session-state.ts';

/** The first that is complete, else the first that its reader stopped, else what there is of one; of texts with nothing in them one that is complete. */
export const bestWriting = (writings: readonly WritingState[]): WritingState | undefined => {
  const written = writings.filter(({text}) => text.trim() !== '');
  const done = written.filter(({status}) => status === 'done');
  return done.find(({stopped}) => stopped !== true) ?? done[0] ?? written[0] ?? writings.find(({status}) => status === 'done');
};
