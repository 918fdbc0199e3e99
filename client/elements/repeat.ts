/** client/elements - lit's `repeat`, which takes an item that goes out of the page as a whole. */
import {type ChildPart, directive, type PartInfo} from 'lit/directive.js';
import {getCommittedValue, getDirectiveClass} from 'lit/directive-helpers.js';
import {type ItemTemplate, type KeyFn, repeat as repeatOfLit, type RepeatDirective} from 'lit/directives/repeat.js';

type Lit = new (part: PartInfo) => RepeatDirective;

const partsOf = (part: ChildPart): readonly ChildPart[] => {
  const parts = getCommittedValue(part);
  return Array.isArray(parts) ? (parts as ChildPart[]) : [];
};

/** lit-html 3.3 leaves the comment that ends an item in the page when the item goes, one for each question that is forgotten. @see https://github.com/lit/lit/issues/5298 */
class Repeat extends (getDirectiveClass(repeatOfLit([], String)) as Lit) {
  override update<T>(part: ChildPart, args: [Iterable<T>, KeyFn<T> | ItemTemplate<T>, ItemTemplate<T>]) {
    const before = partsOf(part);
    const result = super.update(part, args);
    const after = new Set(partsOf(part));
    for (const gone of before) if (!after.has(gone)) (gone.endNode as ChildNode | null)?.remove();
    return result;
  }
}

/** Repeats a template for each item; one whose key stays keeps its nodes. */
export const repeat = directive(Repeat) as typeof repeatOfLit;
