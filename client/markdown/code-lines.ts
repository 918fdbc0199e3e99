/**
 * client/markdown - code is kept in block-level spans of 40 lines, so that a line added at the end of long code lays out one
 * span again instead of all of it. How code is split depends on its text alone, not on how it arrived.
 */
import {type DomPatcher} from './dom-patcher.ts';
import {countLines, lineOffset} from './source-lines.ts';

const linesPerSpan = 40;
const spanClass = 'code-lines';

/** Draws code into the open element. */
export function drawCode(patcher: DomPatcher, code: string): void {
  for (let rest = code; rest !== ''; ) {
    const part = firstLines(rest, linesPerSpan);
    patcher.open('span', [['class', spanClass]]);
    patcher.text(part);
    patcher.close();
    rest = rest.slice(part.length);
  }
}

/** Adds code to an element in the same shape, touching only its last text node. */
export class CodeWriter {
  readonly #element: Element;
  #text = new Text();
  /** How many lines the last span can still take. */
  #room = 0;

  /** @param element - An empty element. */
  constructor(element: Element) {
    this.#element = element;
  }

  append(code: string): void {
    for (let rest = code; rest !== ''; ) {
      if (this.#room === 0) this.#addSpan();
      const part = firstLines(rest, this.#room);
      this.#text.appendData(part);
      this.#room -= countLines(part);
      rest = rest.slice(part.length);
    }
  }

  #addSpan(): void {
    const span = document.createElement('span');
    span.className = spanClass;
    this.#text = new Text();
    this.#room = linesPerSpan;
    span.append(this.#text);
    this.#element.append(span);
  }
}

function firstLines(text: string, count: number): string {
  return text.slice(0, lineOffset(text, count));
}
