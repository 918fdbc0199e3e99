/** client/elements - the base of the elements that draw what came of a question: what changes in many of them at once is drawn over frames. */
import {inTurn} from './frame-turns.ts';
import {WordedElement} from './worded-element.ts';

export abstract class ResultElement extends WordedElement {
  protected override scheduleUpdate() {
    return inTurn(() => super.scheduleUpdate());
  }
}
