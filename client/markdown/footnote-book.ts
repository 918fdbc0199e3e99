/**
 * client/markdown - the footnotes of one answer: a numbered list at its end with those notes that the text refers to. While text
 * arrives, a reference gets the next number when it is first drawn and keeps it; a note is listed as soon as both are there. At the
 * end, notes are numbered once more in the order in which the text refers to them, and references without a note become text:
 * nearly always nothing changes.
 */
import {DomPatcher} from './dom-patcher.ts';
import {type MarkdownWords} from './markdown-words.ts';
import {normalizeLabel} from './parser.ts';

interface Note {
  readonly item: HTMLLIElement;
  isFrozen: boolean;
}

export class FootnoteBook {
  readonly #root: Element;
  readonly #words: () => MarkdownWords;
  readonly #section = document.createElement('section');
  readonly #list = document.createElement('ol');
  readonly #notes = new Map<string, Note>();
  #numbers = new Map<string, number>();
  #isFinished = false;

  /** @param root - The answer. */
  constructor(root: Element, words: () => MarkdownWords) {
    this.#root = root;
    this.#words = words;
    this.#section.className = 'footnotes';
    this.#section.append(this.#list);
    this.#list.ariaLabel = words().footnotes;
  }

  /** The list of notes once it is there: the last node of the answer. */
  get node(): ChildNode | null {
    return this.#section.parentNode ? this.#section : null;
  }

  /** Draws a reference. @param name - The note's name as the text has it. */
  draw(patcher: DomPatcher, name: string): void {
    const key = normalizeLabel(name);
    const isKnown = this.#notes.has(key);
    const data = ['data-note', name] as const;
    if (isKnown || (!this.#isFinished && /^\d+$/.test(name))) {
      const n = this.#numberOf(key);
      patcher.open('sup', [['class', 'footnote'], data]);
      if (isKnown) patcher.open('button', [['type', 'button'], ['part', 'footnote'], ['aria-label', this.#words().footnote(n)]]);
      patcher.text(String(n));
      if (isKnown) patcher.close();
    } else {
      if (!this.#isFinished) this.#numberOf(key);
      patcher.open('span', [['class', 'footnote unknown'], data]);
      patcher.text(`[^${name}]`);
    }
    patcher.close();
  }

  /** The element for the blocks of a note. The first note of a name wins: there is none for a later one. */
  itemOf(name: string): HTMLElement | undefined {
    const {item, isFrozen} = this.#noteOf(name);
    return isFrozen ? undefined : item;
  }

  /** As {@link itemOf}, for a note whose blocks are final. */
  freeze(name: string): HTMLElement | undefined {
    const item = this.itemOf(name);
    this.#noteOf(name).isFrozen = true;
    return item;
  }

  /** Puts the notes that are referred to into the list, by number. */
  arrange(): void {
    if (this.#notes.size === 0) return;
    let place = this.#list.firstChild;
    for (const [key, n] of this.#numbers) {
      const item = this.#notes.get(key)?.item;
      if (!item) continue;
      if (item.value !== n) item.value = n;
      if (item === place) place = place.nextSibling;
      else this.#list.insertBefore(item, place);
    }
    for (let next; place; place = next) {
      next = place.nextSibling;
      place.remove();
    }
    if (!this.#list.firstChild) this.#section.remove();
    else if (!this.#section.parentNode) this.#root.append(this.#section);
  }

  /** Numbers everything for good. */
  finish(): void {
    if (this.#numbers.size === 0) return;
    this.#isFinished = true;
    this.#numbers = new Map();
    for (const reference of referencesIn(this.#root)) if (!this.#section.contains(reference)) this.#count(reference);
    for (const key of this.#numbers.keys()) for (const reference of referencesIn(this.#notes.get(key)?.item)) this.#count(reference);
    this.arrange();
    this.redraw();
    this.#linkBack();
  }

  /** Draws every reference again, in the present words. */
  redraw(): void {
    this.#list.ariaLabel = this.#words().footnotes;
    for (const reference of referencesIn(this.#root)) this.#drawAgain(reference);
  }

  #numberOf(key: string): number {
    const n = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, n);
    return n;
  }

  /** A map goes on to what is added while it is walked: so notes that only notes refer to are found as well. */
  #count({dataset: {note = ''}}: HTMLElement): void {
    const key = normalizeLabel(note);
    if (this.#notes.has(key)) this.#numberOf(key);
  }

  #noteOf(name: string): Note {
    const key = normalizeLabel(name);
    const present = this.#notes.get(key);
    if (present) return present;
    const item = document.createElement('li');
    item.dataset['note'] = name;
    item.tabIndex = -1;
    const note: Note = {item, isFrozen: false};
    this.#notes.set(key, note);
    for (const reference of referencesIn(this.#root)) if (normalizeLabel(reference.dataset['note'] ?? '') === key) this.#drawAgain(reference);
    return note;
  }

  #drawAgain(reference: HTMLElement): void {
    const {parentNode, nextSibling, dataset: {note = ''}} = reference;
    if (!parentNode) return;
    const patcher = new DomPatcher(parentNode, reference, nextSibling);
    this.draw(patcher, note);
    patcher.finish();
  }

  /** Gives each note a way back to every place that refers to it. */
  #linkBack(): void {
    const ways = new Map<string, number>();
    for (const {dataset: {note = ''}} of referencesIn(this.#root)) {
      const key = normalizeLabel(note);
      const item = this.#notes.get(key)?.item;
      if (!item) continue;
      const way = ways.get(key) ?? 0;
      ways.set(key, way + 1);
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'footnote-back';
      button.dataset['way'] = String(way);
      button.ariaLabel = this.#words().footnoteBack(this.#numberOf(key));
      item.append(' ', button);
    }
  }
}

const referencesIn = (root: ParentNode | undefined): HTMLElement[] => [...(root?.querySelectorAll<HTMLElement>('.footnote') ?? [])];
