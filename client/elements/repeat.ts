/** client/elements - draws a list by key: an item whose key stays keeps its nodes, and one that goes leaves none. */
import {noChange} from 'lit';
import {type ChildPart, Directive, directive, type DirectiveResult} from 'lit/directive.js';
import {insertPart, removePart, setChildPartValue} from 'lit/directive-helpers.js';

type Repeated<Item> = [
  items: readonly Item[],
  keyOf: (item: Item) => unknown,
  draw: (item: Item, index: number) => unknown,
  /** What an item shows: while all of that is the same, it stays as it was drawn. Without it nothing is ever the same. */
  shownBy?: (item: Item) => readonly unknown[],
];

/**
 * Lit's own repeat moves as few nodes as can be when a list is shuffled, in five times the script; none of ours is. And it leaves a
 * comment in the page for each item that goes. @see https://github.com/lit/lit/issues/5298
 */
class Repeat extends Directive {
  #parts = new Map<unknown, ChildPart>();
  readonly #shown = new WeakMap<ChildPart, readonly unknown[]>();

  override render<Item>(..._repeated: Repeated<Item>): unknown {
    return noChange;
  }

  override update<Item>(list: ChildPart, [items, keyOf, draw, shownBy = () => [{}]]: Repeated<Item>): unknown {
    const before = this.#parts;
    const keys = items.map(keyOf);
    for (const [key, part] of before) {
      if (keys.includes(key)) continue;
      removePart(part);
      (part.endNode as ChildNode).remove();
    }
    this.#parts = new Map();
    let behind: ChildPart | undefined;
    for (const key of keys.toReversed()) {
      behind = insertPart(list, behind, before.get(key)); // one that stands there already stays where it is
      this.#parts.set(key, behind);
    }
    items.forEach((item, index) => {
      const part = this.#parts.get(keys[index]);
      if (!part) return;
      const shown = shownBy(item);
      if (this.#shown.get(part)?.every((one, at) => one === shown[at])) return;
      setChildPartValue(part, draw(item, index));
      this.#shown.set(part, shown);
    });
    return noChange;
  }
}

/** Repeats a template for each item; one whose key stays keeps its nodes. */
export const repeat = directive(Repeat) as <Item>(...repeated: Repeated<Item>) => DirectiveResult;
