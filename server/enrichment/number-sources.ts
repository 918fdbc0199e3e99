/** server/enrichment - from what was read to numbered sources with the text that models may use. */
import type {Source, SourceHow} from '../../shared/source.ts';
import type {EvidenceSource, RankedHit} from '../pipeline/handoff.ts';
import {type ChosenText, choosePassages} from './choose-passages.ts';
import {type CutPassage, toPassage} from './cut-passages.ts';

/** What a reader can judge a source by, besides how it was got. */
export type SourceAbout = Pick<Source, 'age' | 'language' | 'siteName' | 'author'>;

/** What became of a hit: text to choose from. */
export interface ReadHit {
  readonly hit: RankedHit;
  readonly title: string;
  readonly how: SourceHow;
  readonly about: SourceAbout;
  readonly passages: readonly CutPassage[];
}

/** A snippet of a page that was not read helps if it has this share of the question's terms. */
const helpful = 0.5;

/** Whether a snippet says enough of what was asked to stand for its page. */
export const helps = ({passages}: ReadHit, terms: ReadonlySet<string>): boolean => passages.some(({counts}) => terms.size > 0 && counts.size >= helpful * terms.size);

/** What goes into {@link numberSources}. */
export interface SourceMaterial {
  /** What was read, and what stands in for pages that could not be, best first. All of it becomes sources. */
  readonly read: readonly ReadHit[];
  /** Snippets of further pages, best first. They become sources only if their text is used. */
  readonly further: readonly ReadHit[];
}

/**
 * Chooses the text of every source and numbers the sources from 1, best first.
 * @param scores - Of the passages of `read`, then of `further`.
 * @param budget - In tokens.
 */
export function numberSources({read, further}: SourceMaterial, scores: readonly (readonly number[])[], budget: number): readonly EvidenceSource[] {
  const material = [...read, ...further];
  const chosen = choosePassages(material, scores, budget);
  return material
    .map((one, at) => ({one, text: chosen[at] ?? nothing}))
    .filter(({text: {passages}}, at) => at < read.length || passages.length > 0)
    .map(({one, text}, at) => ({...toSource(one, at + 1, text.words), used: text.passages.length > 0, passages: text.passages}));
}

/** A page that was read when the sources were numbered already. */
export const lateSource = (read: ReadHit, n: number): Source => ({...toSource(read, n, 0), used: false, late: true});

const nothing: ChosenText = {passages: [], words: 0};

const toSource = ({hit, title, how, about, passages}: ReadHit, n: number, usedWords: number) => ({
  n,
  id: hit.id,
  url: hit.url,
  title,
  how,
  ...about,
  words: passages.reduce((sum, {length}) => sum + length, 0),
  usedWords,
});

/** What the search told of a page's text, in place of the page; undefined when that is nothing. */
export function fromSnippet(hit: RankedHit, terms: ReadonlySet<string>, about: SourceAbout): ReadHit | undefined {
  const texts = (hit.passages ?? [hit.snippet]).map((text) => text.trim()).filter((text) => text !== '');
  return texts.length === 0 ? undefined : {hit, title: hit.title, how: 'snippet', about, passages: texts.map((text, at) => toPassage(text, undefined, at, terms))};
}
