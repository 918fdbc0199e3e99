/** test/support - a page cut into passages in one go. */
import {type CutPage, cuttingPassages} from '../../server/enrichment/cut-passages.ts';

/** Cuts without a pause. */
export function cutPassages(...page: Parameters<typeof cuttingPassages>): CutPage {
  const cutting = cuttingPassages(...page);
  for (let step = cutting.next(); ; step = cutting.next()) if (step.done) return step.value;
}
