/**
 * client/markdown - colours for code whose fence names a language, when a reader comes near it. What finds them is fetched when the first
 * such fence has closed there. Of long code only the beginning is coloured, until a reader comes to its end.
 */
import {type ColoredRange} from './extras/color-code.ts';

/** So much of long code is coloured at first, in characters. */
const BEGINNING = 4_000;

/** The coloured code of one answer. The page keeps colours for as long as it lives, so whoever adds them takes them away. */
export class CodeColors {
  readonly #colored = new Map<Element, readonly ColoredRange[]>();
  /** Code, and the first plain part of long code. */
  readonly #near = new IntersectionObserver(
    (entries) => {
      for (const {isIntersecting, target} of entries) if (isIntersecting) this.#goOn(target);
    },
    {rootMargin: '100%'},
  );

  /** Colours code that is complete and on the page, soon after a reader is near it. Once for each element. */
  add(code: Element): void {
    // On forced colours a highlight is painted as if it were selected.
    if (this.#colored.has(code) || !/(?:^| )language-/.test(code.className) || !code.isConnected || !('highlights' in CSS) || matchMedia('(forced-colors: active)').matches) return;
    this.#colored.set(code, []);
    this.#near.observe(code);
  }

  /** Takes all colours away. */
  clear(): void {
    this.#near.disconnect();
    for (const ranges of this.#colored.values()) remove(ranges);
    this.#colored.clear();
  }

  #goOn(part: Element): void {
    this.#near.unobserve(part);
    if (this.#colored.has(part)) {
      this.#color(part, BEGINNING);
      return;
    }
    const code = part.parentElement;
    const ranges = code && this.#colored.get(code);
    if (!ranges) return;
    remove(ranges);
    this.#color(code);
  }

  /** @param length - How much of it, in characters; all when left out. */
  #color(code: Element, length = Infinity): void {
    const language = /language-(\S+)/.exec(code.className)?.[1] ?? '';
    const before: readonly ColoredRange[] = [];
    this.#colored.set(code, before);
    const color = async (): Promise<void> => {
      const {colorCode} = await import('./extras/color-code.ts');
      if (this.#colored.get(code) !== before) return;
      const {ranges, plain} = await colorCode(code, language, length);
      if (this.#colored.get(code) !== before) {
        remove(ranges);
        return;
      }
      this.#colored.set(code, ranges);
      if (plain) this.#near.observe(plain);
    };
    // Safari has no requestIdleCallback. Without the module or the language, code is plain.
    const start = (): void => void color().catch(() => this.#colored.delete(code));
    if ('requestIdleCallback' in window) requestIdleCallback(start, {timeout: 1_000});
    else setTimeout(start, 50);
  }
}

function remove(ranges: readonly ColoredRange[]): void {
  for (const {name, range} of ranges) CSS.highlights.get(name)?.delete(range);
}
