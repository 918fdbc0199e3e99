/** client/markdown - colours for code whose fence names a language. What finds them is fetched when the first such fence has closed. */
import {type ColoredRange} from './extras/color-code.ts';

/** The coloured code of one answer. The page keeps colours for as long as it lives, so whoever adds them takes them away. */
export class CodeColors {
  readonly #colored = new Map<Element, readonly ColoredRange[]>();

  /** Colours code that is complete and on the page, soon. Once for each element. */
  add(code: Element): void {
    const language = /(?:^| )language-(\S+)/.exec(code.className)?.[1];
    // On forced colours a highlight is painted as if it were selected.
    if (language === undefined || matchMedia('(forced-colors: active)').matches || !code.isConnected || this.#colored.has(code) || !('highlights' in CSS)) return;
    const none: readonly ColoredRange[] = [];
    this.#colored.set(code, none);
    const color = async (): Promise<void> => {
      const {colorCode} = await import('./extras/color-code.ts');
      if (this.#colored.get(code) !== none) return;
      const ranges = await colorCode(code, language);
      if (this.#colored.get(code) === none) this.#colored.set(code, ranges);
      else remove(ranges);
    };
    // Safari has no requestIdleCallback. Without the module or the language, code is plain.
    const start = (): void => void color().catch(() => this.#colored.delete(code));
    if ('requestIdleCallback' in window) requestIdleCallback(start, {timeout: 1_000});
    else setTimeout(start, 50);
  }

  /** Takes all colours away. */
  clear(): void {
    for (const ranges of this.#colored.values()) remove(ranges);
    this.#colored.clear();
  }
}

function remove(ranges: readonly ColoredRange[]): void {
  for (const {name, range} of ranges) CSS.highlights.get(name)?.delete(range);
}
