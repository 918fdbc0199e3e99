/** client/elements - the base of every element that shows words: its window hands it the words of the reader's language. */
import {LitElement} from 'lit';
import {property} from 'lit/decorators.js';
import {englishWords, type Words} from '../words/words.ts';

export abstract class WordedElement extends LitElement {
  /** What it says. */
  @property({attribute: false}) words: Words = englishWords;
}
