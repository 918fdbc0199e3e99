/** perf/browser/page - gives a technique its text, and watches the page meanwhile. Runs in the page, as `window.feeder`. */
import type {Technique} from './technique.ts';

/** Most text of a burst in one frame, in characters. */
const BURST_CHARACTERS = 400;
/** Characters of one token, on average. */
const TOKEN_CHARACTERS = 4.5;
/** Characters of the deltas of a model, in turn; TOKEN_CHARACTERS on average. */
const DELTA_CHARACTERS = [4, 1, 7, 3, 5, 2, 8, 6];
/** Long tasks count from here on: a first paint is long for everybody, in milliseconds. */
const START_MS = 500;

/** What a page saw. */
export interface Seen {
  /** Animation frames, and how long they took together, in milliseconds. */
  readonly frames: number;
  readonly ms: number;
  /** Tasks over 50 ms: all, those after the first half second, and the longest, in milliseconds; 0 when there was none. */
  readonly longTasks: number;
  readonly lateLongTasks: number;
  readonly longestTaskMs: number;
}

export class Feeder {
  readonly #technique: Technique;

  constructor(technique: Technique) {
    this.#technique = technique;
  }

  /** @param before - Text that is there already when measuring begins. */
  async start(answers: number, before: string, follows: boolean): Promise<void> {
    await this.#technique.start(document.querySelector('main')!, answers);
    if (before !== '') this.#technique.write(before);
    await settle();
    if (follows) toEnd();
    await settle();
  }

  /** All of the text, as fast as frames come. */
  async burst(text: string): Promise<Seen> {
    let at = 0;
    return await this.#watch(() => {
      this.#technique.write(text.slice(at, at + BURST_CHARACTERS));
      at += BURST_CHARACTERS;
      return at < text.length;
    });
  }

  /** So much of the text as comes at this rate, for this time. */
  async realtime(text: string, tokensPerSecond: number, ms: number, follows: boolean): Promise<Seen> {
    const startedAt = performance.now();
    let at = 0;
    return await this.#watch(() => {
      const elapsed = performance.now() - startedAt;
      const due = Math.floor((elapsed / 1_000) * tokensPerSecond * TOKEN_CHARACTERS);
      if (due > at) this.#technique.write(text.slice(at, due));
      at = Math.max(at, due);
      if (follows && this.#technique.followsByItself !== true) toEnd();
      return elapsed < ms;
    });
  }

  /** All of the text at this rate, every delta a task of its own, as a server sends them that joins none. */
  async unbatched(text: string, tokensPerSecond: number): Promise<Seen> {
    const deltas = cut(text);
    const {port1, port2} = new MessageChannel();
    let arrived = 0;
    port2.onmessage = ({data}: MessageEvent<string>) => {
      this.#technique.write(data);
      arrived += 1;
    };
    const startedAt = performance.now();
    let sent = 0;
    const seen = await this.#watch(() => {
      const due = Math.floor(((performance.now() - startedAt) / 1_000) * tokensPerSecond);
      for (; sent < Math.min(due, deltas.length); sent++) port1.postMessage(deltas[sent]);
      return arrived < deltas.length;
    });
    port1.close();
    return seen;
  }

  /** What is shown, so that nobody is measured who draws nothing. */
  get drawnCharacters(): number {
    const roots: ParentNode[] = [document.querySelector('main')!];
    let characters = 0;
    for (let root = roots.pop(); root; root = roots.pop()) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Text) characters += node.length;
        else if (node instanceof Element && node.shadowRoot) roots.push(node.shadowRoot);
      }
    }
    return characters;
  }

  async #watch(feed: () => boolean): Promise<Seen> {
    const tasks: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
    observer.observe({entryTypes: ['longtask']});
    const startedAt = performance.now();
    let frames = 0;
    await new Promise<void>((done) => {
      const frame = (): void => {
        frames += 1;
        if (feed()) requestAnimationFrame(frame);
        else done();
      };
      requestAnimationFrame(frame);
    });
    const ms = performance.now() - startedAt;
    await this.#technique.end();
    await settle();
    tasks.push(...observer.takeRecords());
    observer.disconnect();
    const late = tasks.filter(({startTime}) => startTime > startedAt + START_MS);
    return {frames, ms, longTasks: tasks.length, lateLongTasks: late.length, longestTaskMs: Math.max(0, ...tasks.map(({duration}) => duration))};
  }
}

function cut(text: string): string[] {
  const deltas: string[] = [];
  for (let at = 0; at < text.length; at += deltas.at(-1)!.length) deltas.push(text.slice(at, at + DELTA_CHARACTERS[deltas.length % DELTA_CHARACTERS.length]!));
  return deltas;
}

const toEnd = (): void => document.scrollingElement!.scrollTo(0, document.scrollingElement!.scrollHeight);

/** A few frames, and a moment for what is put off. */
async function settle(): Promise<void> {
  for (let index = 0; index < 3; index++) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done, 100));
}
