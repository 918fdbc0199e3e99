/**
 * client/markdown - draws an answer's Markdown while it streams. Usable by itself: give it an element and text.
 *
 * Only the open end of the text is parsed again; what later text cannot change is frozen. The finished DOM is the same however
 * the text was cut. Raw HTML is shown as text, images are loaded only when the reader asks for them, and every link is checked.
 */
import {redrawCitations, type CitationLookup} from './citation-link.ts';
import {CodeColors} from './code-colors.ts';
import {DocumentFlow} from './document-flow.ts';
import {type DrawContext} from './draw-context.ts';
import {followFootnote} from './follow-footnote.ts';
import {FootnoteBook} from './footnote-book.ts';
import {Images} from './images.ts';
import {InputText} from './input-text.ts';
import {type LongBlock} from './long-block.ts';
import {englishMarkdownWords, type MarkdownWords} from './markdown-words.ts';
import {ReferenceBook} from './reference-book.ts';
import {Region} from './region.ts';
import {loadEntities, takeMissed} from './slim/entities.ts';
import {warmUpSample} from './warm-up-sample.ts';

/** Options for {@link IncrementalMarkdown}. */
export interface IncrementalMarkdownOptions {
  /** Tells where `[n]` leads. Without it every citation is unknown, and shown as plain text. */
  readonly citation?: CitationLookup;
  /** The words of what is more than text. @defaultValue English */
  readonly words?: () => MarkdownWords;
  /** Address of the page that draws diagrams. Without it their source is shown. */
  readonly diagramUrl?: () => string | undefined;
  /** Called when all was drawn anew, late: what was added to it is gone. */
  readonly redrawn?: () => void;
}

/**
 * Fills an element with an answer. The element belongs to it alone: nothing else may change its children.
 *
 * ```ts
 * const markdown = new IncrementalMarkdown(element, {citation: (n) => links.get(n)});
 * markdown.write('Tides are **pul');
 * markdown.write('led** by the moon [1].');
 * markdown.end();
 * ```
 *
 * It draws at once on each call: a caller who gets many small deltas joins them and writes once per frame.
 */
export class IncrementalMarkdown {
  readonly #element: Element;
  readonly #lookUp: CitationLookup;
  readonly #words: () => MarkdownWords;
  readonly #images: Images;
  readonly #diagramUrl: () => string | undefined;
  readonly #redrawn: () => void;
  readonly #colors = new CodeColors();
  #answer: OpenAnswer;
  /** All that was written: to be drawn again should it turn out to have an entity whose name had to be fetched. */
  #text = '';
  #isEnded = false;
  #isWaiting = false;

  /** @param element - An empty element, with the class `markdown` if it is to be styled by `markdown.styles.ts`. */
  constructor(element: Element, {citation = () => undefined, words = () => englishMarkdownWords, diagramUrl = () => undefined, redrawn = () => undefined}: IncrementalMarkdownOptions = {}) {
    this.#element = element;
    this.#lookUp = citation;
    this.#words = words;
    this.#images = new Images(words);
    this.#diagramUrl = diagramUrl;
    this.#redrawn = redrawn;
    this.#answer = this.#begin();
    element.addEventListener('click', followFootnote);
    element.addEventListener('click', this.#images.load);
    element.addEventListener('error', this.#images.giveUp, {capture: true}); // it does not bubble
  }

  /**
   * Adds text, of any length and cut anywhere.
   * @param goesOn - Whether more is written soon: new blocks are shown together with that, so that the page is laid out once for all of them. @defaultValue false
   */
  write(text: string, goesOn = false): void {
    this.#text += text;
    this.#text.charCodeAt(0); // joins the pieces, and so lets go of the longer texts that they were cut from
    this.#answer.write(text, goesOn);
    this.#fetchEntities();
  }

  /** Finishes the answer: what was left undecided is decided. Call {@link reset} before writing another one. */
  end(): void {
    this.#isEnded = true;
    this.#answer.end();
    this.#fetchEntities();
    this.decorate();
  }

  /** Removes everything and starts again. */
  reset(): void {
    this.#text = '';
    this.#isEnded = false;
    this.#clear();
  }

  /** Colours the code and draws the diagrams of a finished answer that are not yet, also after {@link release}. */
  decorate(): void {
    if (!this.#isEnded) return;
    for (const code of this.#element.querySelectorAll('pre > code')) this.#colors.add(code);
    const url = this.#diagramUrl();
    if (url === undefined) return;
    for (const figure of this.#element.querySelectorAll<HTMLElement>('.diagram:not([data-url])')) {
      figure.dataset['url'] = url;
      // Without the module the source stays.
      void import('./extras/draw-diagram.ts').then(({drawDiagram}) => drawDiagram(figure, url, this.#words()), () => delete figure.dataset['url']);
    }
  }

  /** Gives back what the page holds for the answer: for when it is taken off the page. */
  release(): void {
    this.#colors.clear();
  }

  /** Asks again where each citation leads and for the words, and changes what has changed. */
  refresh(): void {
    this.#answer.refresh();
    redrawCitations(this.#element, this.#lookUp);
  }

  #begin(): OpenAnswer {
    return new OpenAnswer(this.#element, {citation: this.#lookUp, images: this.#images, footnotes: new FootnoteBook(this.#element, this.#words)}, (code) => this.#colors.add(code));
  }

  #clear(): void {
    this.#colors.clear();
    this.#element.replaceChildren();
    this.#answer = this.#begin();
  }

  #fetchEntities(): void {
    if (!takeMissed() || this.#isWaiting) return;
    this.#isWaiting = true;
    void loadEntities().then(() => {
      this.#isWaiting = false;
      this.#clear();
      this.#answer.write(this.#text);
      if (this.#isEnded) this.#answer.end();
      this.decorate();
      this.#redrawn();
    });
  }
}

/** One answer on its way: the open text, and the block it stands in. */
class OpenAnswer {
  readonly #input = new InputText();
  readonly #region: Region;
  readonly #flow: DocumentFlow;
  readonly #context: DrawContext;
  readonly #onCode: (code: Element) => void;
  #tail = '';
  #long: LongBlock | undefined;
  #codes: Element[] = [];

  /** @param onCode - Hears of code that is complete and shown. */
  constructor(element: Element, context: DrawContext, onCode: (code: Element) => void) {
    this.#context = context;
    this.#onCode = onCode;
    this.#region = new Region(element, context, true);
    this.#flow = new DocumentFlow(this.#region, new ReferenceBook());
  }

  write(text: string, goesOn = false): void {
    if (goesOn) this.#region.hold();
    const added = this.#input.write(text);
    this.#tail += added;
    if (added !== '') this.#draw(false);
    if (!goesOn) this.#show();
  }

  end(): void {
    this.#tail += this.#input.end();
    if (this.#tail !== '' && !this.#tail.endsWith('\n')) this.#tail += '\n';
    this.#draw(true);
    this.#show();
    this.#context.footnotes.finish();
  }

  refresh(): void {
    this.#show();
    this.#context.footnotes.redraw();
  }

  #show(): void {
    this.#region.show();
    for (const code of this.#codes) this.#onCode(code);
    this.#codes = [];
  }

  #draw(final: boolean): void {
    for (;;) {
      if (this.#long) {
        const {tail, closed, code} = this.#long.take(this.#tail, final);
        if (code) this.#codes.push(code);
        this.#tail = tail;
        if (!closed) return;
        this.#long = undefined;
      } else {
        const {tail, long} = this.#flow.take(this.#tail, final);
        this.#tail = tail;
        if (!long) return;
        this.#long = long;
      }
    }
  }
}

const warmUpRounds = 5;
let isWarm = false;

/**
 * Draws a sample out of sight, so that the first words of an answer do not wait for cold code. Call it while the question is out:
 * it is done once, in a few short tasks.
 */
export function warmUp(): void {
  if (isWarm) return;
  isWarm = true;
  drawSample(warmUpRounds);
}

function drawSample(rounds: number): void {
  const markdown = new IncrementalMarkdown(document.createElement('div'));
  for (let at = 0; at < warmUpSample.length; at += 12) markdown.write(warmUpSample.slice(at, at + 12));
  markdown.end();
  if (rounds > 1) setTimeout(drawSample, 0, rounds - 1);
}
