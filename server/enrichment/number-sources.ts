/** server/enrichment - from what was read to numbered sources with the text that models may use. */
import type {SourceHow} from '../../shared/source.ts';
import type {EvidenceSource, RankedHit} from '../pipeline/handoff.ts';
import {choosePassages} from './choose-passages.ts';
import {type CutPassage, toPassage} from './cut-passages.ts';
import {share} from './score-passages.ts';

/** What became of a hit: text to choose from. */
export interface ReadHit {
  readonly hit: RankedHit;
  readonly title: string;
  readonly how: SourceHow;
  readonly passages: readonly CutPassage[];
}

/** A hit's search snippet in place of its page; undefined when there is none. */
export function fromSnippet(hit: RankedHit): ReadHit | undefined {
  const text = hit.snippet.trim();
  return text === '' ? undefined : {hit, title: hit.title, how: 'snippet', passages: [toPassage(text, undefined, 0)]};
}

/** A snippet of a page that was not read helps if it has this share of the question's terms. */
const helpful = 0.5;

/** Whether a snippet says enough of what was asked to stand for its page. */
export const helps = ({passages}: ReadHit, terms: ReadonlySet<string>): boolean => passages.some(({vocabulary}) => share(terms, vocabulary) >= helpful);

/** What goes into {@link numberSources}. */
export interface SourceMaterial {
  /** What was read, and what stands in for pages that could not be, best first. All of it becomes sources. */
  readonly read: readonly ReadHit[];
  /** Snippets of further pages, best first. They become sources only if their text is used. */
  readonly further: readonly ReadHit[];
  readonly terms: ReadonlySet<string>;
  /** In tokens. */
  readonly budget: number;
}

/** Chooses the text of every source and numbers the sources from 1, best first. */
export function numberSources({read, further, terms, budget}: SourceMaterial): readonly EvidenceSource[] {
  const material = [...read, ...further];
  const chosen = choosePassages(material, terms, budget);
  return material
    .map(({hit, title, how}, at) => ({id: hit.id, url: hit.url, title, how, passages: chosen[at] ?? []}))
    .filter(({passages}, at) => at < read.length || passages.length > 0)
    .map(({passages, ...source}, at) => ({n: at + 1, ...source, used: passages.length > 0, passages}));
}
