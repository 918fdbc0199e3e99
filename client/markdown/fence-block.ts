/** client/markdown - code in an open fence: nothing to parse, lines are added as they come until one closes it. */
import {CodeWriter} from './code-lines.ts';
import {completeLength} from './source-lines.ts';
import {type LongBlock, type LongBlockStep} from './long-block.ts';

export class FenceBlock implements LongBlock {
  readonly #element: Element;
  readonly #code: CodeWriter;
  readonly #closing: RegExp;
  readonly #mayClose: RegExp;
  /** How much of the unfinished line is on show already. */
  #shown = 0;

  /**
   * @param element - The element that holds the code.
   * @param marker - What opened the fence: three or more backticks or tildes, not indented.
   */
  constructor(element: Element, marker: string) {
    element.replaceChildren();
    this.#element = element;
    this.#code = new CodeWriter(element);
    const mark = marker.charAt(0);
    this.#closing = new RegExp(`^ {0,3}${mark}{${marker.length},}[ \\t]*$`);
    this.#mayClose = new RegExp(`^ {0,3}(?:${mark}+[ \\t]*)?$`);
  }

  take(tail: string, final: boolean): LongBlockStep {
    let code = '';
    const complete = completeLength(tail);
    for (let start = 0, end; start < complete; start = end) {
      end = tail.indexOf('\n', start) + 1;
      if (this.#closing.test(tail.slice(start, end - 1))) {
        this.#code.append(code);
        return {tail: tail.slice(end), closed: true, code: this.#element};
      }
      code += tail.slice(start + this.#shown, end);
      this.#shown = 0;
    }
    const line = tail.slice(complete);
    if (!this.#mayClose.test(line)) {
      code += line.slice(this.#shown);
      this.#shown = line.length;
    }
    this.#code.append(code);
    return {tail: line, closed: final};
  }
}
