/** perf/browser/page - draws nothing: what feeding and measuring cost by themselves. */
import type {Technique} from './technique.ts';

export const technique: Technique = {
  start: () => undefined,
  write: () => undefined,
  end: () => undefined,
};
