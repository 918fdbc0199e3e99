/**
 * test/support - a page of an end-to-end test, the same in every browser: finds what is in shadow roots, waits, types, clicks.
 * A path is selectors joined by `>>`; each is looked for below what the last one found, shadow roots included.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import type {PageHandle} from './page-handle.ts';
import {problemsKey} from './watch-page.ts';

/** What {@link TestPage.waitFor} waits for. */
export interface Waiting {
  /** A part of its text. */
  readonly containing?: string;
  /** Whether it is to go instead. */
  readonly gone?: boolean;
  /** @defaultValue 20_000 */
  readonly withinMs?: number;
}

interface Seen {
  readonly text: string;
  readonly visible: boolean;
}

export class TestPage {
  readonly handle: PageHandle;

  constructor(handle: PageHandle) {
    this.handle = handle;
  }

  get origins(): ReadonlySet<string> {
    return this.handle.origins;
  }

  goto(url: string): Promise<void> {
    return this.handle.goto(url);
  }

  /** Runs a function in the page. It sees nothing of the test but what it is given; that and what it returns are JSON. */
  async run<Given extends readonly unknown[], Value>(script: (...given: Given) => Value | Promise<Value>, ...given: Given): Promise<Value> {
    return (await this.handle.run(`(${script.toString()})(${given.map((value) => JSON.stringify(value)).join()})`)) as Value;
  }

  /** What a function, which runs in the page, makes of each element. */
  async each<Value>(path: string, read: (element: HTMLElement) => Value): Promise<readonly Value[]> {
    return (await this.handle.run(`(${findAll.toString()})(${JSON.stringify(path)}).map(${read.toString()})`)) as readonly Value[];
  }

  /** As {@link run}, in the frame of the first iframe of a path, whatever origin it has. */
  async runWithin<Value>(path: string, script: () => Value): Promise<Value> {
    return (await this.handle.runWithin(`(${findAll.toString()})(${JSON.stringify(path)})[0]`, `(${script.toString()})()`)) as Value;
  }

  /** Policy violations, uncaught errors, errors and warnings on the console since the page was loaded. */
  async problems(): Promise<readonly string[]> {
    return await this.run((key) => [...(window as unknown as Record<symbol, string[]>)[Symbol.for(key)] ?? ['the page was not watched']], problemsKey);
  }

  async count(path: string): Promise<number> {
    return (await this.each(path, () => true)).length;
  }

  /** Texts as a reader sees them; of what is out of view, and therefore not laid out, as they stand there. */
  async texts(path: string): Promise<readonly string[]> {
    return await this.each(path, (element) => (element.innerText || element.textContent).trim());
  }

  /** The text of the one at a place; counted from the end with a negative one. */
  async text(path: string, index = 0): Promise<string> {
    const text = (await this.texts(path)).at(index);
    if (text === undefined) throw new Error(`There is no ${path}`);
    return text;
  }

  /** Waits until one is seen. @throws Error - When it takes too long, with what there is instead. */
  async waitFor(path: string, {containing = '', gone = false, withinMs = 20_000}: Waiting = {}): Promise<void> {
    const until = performance.now() + withinMs;
    let found: readonly Seen[] = [];
    while (performance.now() < until) {
      found = await this.each(path, look);
      if (found.some(({visible, text}) => visible && text.includes(containing)) !== gone) return;
      await sleep(30);
    }
    const what = `${path}${containing && ` with “${containing}”`}`;
    throw new Error(`${what} did not ${gone ? 'go' : 'come'} within ${withinMs} ms. There is ${JSON.stringify(found)}; problems: ${JSON.stringify(await this.problems())}`);
  }

  /** Waits until the texts are as they should be. @throws Error - When it takes too long. */
  async until(path: string, holds: (texts: readonly string[]) => boolean, withinMs = 30_000): Promise<void> {
    const latest = performance.now() + withinMs;
    let texts = await this.texts(path);
    while (!holds(texts)) {
      if (performance.now() > latest) throw new Error(`${path} did not become what it should be within ${withinMs} ms: ${JSON.stringify(texts)}; problems: ${JSON.stringify(await this.problems())}`);
      await sleep(30);
      texts = await this.texts(path);
    }
  }

  /** Clicks in the middle of the first one that is seen. */
  async click(path: string): Promise<void> {
    await this.waitFor(path);
    const [middle] = (await this.each(path, middleOf)).flat();
    if (!middle) throw new Error(`${path} has gone`);
    await this.handle.clickAt(middle.x, middle.y);
  }

  /** Types a question into a window's box and sends it. */
  async ask(question: string, window = 'llm-window'): Promise<void> {
    await this.click(`${window} >> textarea`);
    await this.handle.type(question);
    await this.handle.pressEnter();
  }
}

/** In the page. What is drawn, as in SVG, is not found. */
function findAll(path: string): HTMLElement[] {
  const below = (root: ParentNode, selector: string): Element[] => {
    const own = root instanceof Element && root.shadowRoot ? below(root.shadowRoot, selector) : [];
    const inside = [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? below(element.shadowRoot, selector) : []),
    ]);
    return [...own, ...inside];
  };
  const steps = path.split(' >> ');
  return steps.reduce<readonly ParentNode[]>((roots, selector) => [...new Set(roots.flatMap((root) => below(root, selector)))], [document]).filter((found) => found instanceof HTMLElement);
}

/** In the page. */
function look(element: HTMLElement): Seen {
  const {width, height} = element.getBoundingClientRect();
  return {text: element.innerText, visible: element.checkVisibility({visibilityProperty: true}) && width * height > 0};
}

/** In the page. Nothing, of what is not seen. */
function middleOf(element: HTMLElement): {x: number; y: number}[] {
  if (!element.checkVisibility({visibilityProperty: true})) return [];
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = element.getBoundingClientRect();
  return [{x: x + width / 2, y: y + height / 2}];
}
