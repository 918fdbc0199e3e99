/**
 * client/markdown - images are loaded when the reader asks for them, since an address could tell who reads and when: until then an
 * image is a button that says what it shows and where it would come from.
 */
import {checkUrl} from './check-url.ts';
import {outboundAttributes} from './citation-link.ts';
import {DomPatcher} from './dom-patcher.ts';
import {type MarkdownWords} from './markdown-words.ts';

export class Images {
  readonly #words: () => MarkdownWords;
  /** What became of the addresses that the reader asked for. */
  readonly #asked = new Map<string, 'shown' | 'failed'>();

  constructor(words: () => MarkdownWords) {
    this.#words = words;
  }

  /** Draws an image. @param inLink - It stands in a link, in which nothing else can be pressed: it is named only. */
  draw(patcher: DomPatcher, address: string, alt: string, inLink: boolean): void {
    const url = inLink ? undefined : checkUrl(address);
    const name = this.#words().image(alt);
    const data = [['class', 'image'], ['part', 'image'], ['data-alt', alt]] as const;
    if (url === undefined || !url.startsWith('http')) {
      patcher.open('span', [['class', 'image']]);
      patcher.text(name);
    } else if (this.#asked.get(url) === 'shown') {
      // The policy stands before the address, which begins the request.
      patcher.open('img', [...data, ['alt', alt], ['referrerpolicy', 'no-referrer'], ['decoding', 'async'], ['src', url]]);
    } else if (this.#asked.has(url)) {
      patcher.open('a', [['class', 'image'], ['href', url], ...outboundAttributes]);
      patcher.text(name);
    } else {
      patcher.open('button', [...data, ['type', 'button'], ['data-src', url]]);
      patcher.text(`${name} · ${this.#words().loadImage(new URL(url).host)}`);
    }
    patcher.close();
  }

  /** Hears clicks on an answer: loads an image. */
  readonly load = ({target}: Event): void => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button.image') : null;
    if (button) this.#become('shown', button, button.dataset['src']);
  };

  /** Hears errors in an answer: what can't be shown here, or may not, is linked to. */
  readonly giveUp = ({target}: Event): void => {
    if (target instanceof HTMLImageElement) this.#become('failed', target, target.src);
  };

  #become(state: 'shown' | 'failed', element: HTMLElement, url = ''): void {
    const {parentNode, nextSibling, dataset: {alt = ''}} = element;
    if (!parentNode) return;
    this.#asked.set(url, state);
    const patcher = new DomPatcher(parentNode, element, nextSibling);
    this.draw(patcher, url, alt, false);
    patcher.finish();
  }
}
