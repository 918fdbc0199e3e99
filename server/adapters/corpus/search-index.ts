/**
 * server/adapters/corpus - from a question to hits: documents by BM25 over the question's words and pairs of words, and by how many of
 * these come together in one place, which is shown. A document that only tells what changed counts less, unless that was asked.
 * @see docs/decisions/0009-corpus-search.md
 */
import {type ChosenSection, sectionChooser} from './choose-section.ts';
import type {Candidate, CorpusIndex} from './corpus-index.ts';
import {findTerms} from './find-terms.ts';
import {type MatchPlan, planMatch} from './match-expression.ts';
import {queryTerms} from './query-terms.ts';
import {snippet} from './snippet.ts';

/** What to look for. */
export interface CorpusQuery {
  /** Any text; the small words of its language do not count, unless there are no others. */
  readonly text: string;
  /** BCP 47 tag. @defaultValue unknown */
  readonly language?: string;
  /** How many hits at most. */
  readonly count: number;
}

/** A document that fits, and where in it. */
export interface CorpusHit extends Pick<Candidate, 'docId' | 'title' | 'path'> {
  /** The id of the heading it stands under; empty before the first one. */
  readonly slug: string;
  readonly snippet: string;
}

/** A word in more documents than this is simply common. */
const COMMON = 5_000;
/** Documents looked at for each hit wanted: many are copies. */
const CANDIDATES_PER_HIT = 3;
/** Documents looked into for each hit wanted. */
const READ_PER_HIT = 2.5;
/** What a place where all terms come together counts beside the whole of the best document. Chosen by `npm run perf retrieval`, as are the next two. */
const PLACE_WEIGHT = 0.7;
/** What a document that was not looked into counts. */
const UNREAD_WEIGHT = 0.3;
/** What a title with all terms adds to what a document counts, as a share of it. */
const TITLE_WEIGHT = 0.5;
/** What a document of news counts. */
const NEWS_WEIGHT = 0.4;

const newsFile = /(?:^|[/_-])(?:change|history|release|news|upgrad|migrat|licen|security|contribut|code.of.conduct)[^/]*$/i;
const asksForNews = /\b(?:chang|histor|releas|version|news?\b|upgrad|updat|migrat|break|deprecat|licen|secur|vulnerab|contribut|conduct)/i;

/** Searches an index. No question makes it throw. */
export function searchIndex(index: CorpusIndex, {text, language = 'und', count}: CorpusQuery): CorpusHit[] {
  const plan = planMatch(queryTerms(text, language), (word) => index.documentsWith(word, COMMON + 1), COMMON);
  if (!plan) return [];
  const total = index.size();
  const weights = new Map([...plan.documents].map(([word, documents]) => [word, Math.log(1 + total / documents)]));
  const choose = placesFor(index, weights);
  const found = candidates(index, plan, CANDIDATES_PER_HIT * count);
  const allTerms = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const placeWeight = (PLACE_WEIGHT * (found[0]?.score ?? 0)) / allTerms;
  const inTitle = findTerms([...weights.keys()]);
  const ofTerm = [...weights.values()];
  const weigh = (title: string) => [...new Set(inTitle(title).map(({term}) => term))].reduce((sum, term) => sum + (ofTerm[term] ?? 0), 0);
  const isDemoted = asksForNews.test(text) ? () => false : (path: string) => newsFile.test(path);
  const ranked = found
    .map((document, rank) => {
      const chosen = rank < READ_PER_HIT * count ? choose(document.id) : undefined;
      const score = chosen ? document.score + placeWeight * chosen.weight : document.score * UNREAD_WEIGHT;
      const kind = (isDemoted(document.path) ? NEWS_WEIGHT : 1) * (1 + (TITLE_WEIGHT * weigh(document.title)) / allTerms);
      return {document, chosen, score: score * kind};
    })
    .sort((a, b) => b.score - a.score);

  const hits: CorpusHit[] = [];
  const shown = new Set<string>();
  for (const {document: {id, docId, title, path, inPackage}, chosen} of ranked) {
    // Packages are often installed several times, in several versions.
    if (shown.has(inPackage ?? docId)) continue;
    const {slug, body, index: place} = chosen ?? choose(id) ?? {slug: '', body: '', index: 0};
    const said = `${title}\n${body}`;
    if (shown.has(said)) continue;
    shown.add(said).add(inPackage ?? docId);
    hits.push({docId, title, path, slug, snippet: snippet(body, place)});
    if (hits.length === count) break;
  }
  return hits;
}

type ChoosePlace = (document: number) => ChosenSection | undefined;

/** A question is searched for in two or three ways, mostly of the same words: where they come together in a document is looked for once. */
let lately: {readonly index: CorpusIndex; readonly key: string; readonly choose: ChoosePlace} | undefined;

function placesFor(index: CorpusIndex, weights: ReadonlyMap<string, number>): ChoosePlace {
  const key = JSON.stringify([index.version(), ...weights]);
  if (lately?.index === index && lately.key === key) return lately.choose;
  const choose = sectionChooser(weights);
  const chosen = new Map<number, ChosenSection | undefined>();
  const chooseOnce = (document: number) => {
    if (!chosen.has(document)) chosen.set(document, choose(index.sections(document)));
    return chosen.get(document);
  };
  lately = {index, key, choose: chooseOnce};
  return chooseOnce;
}

/** Best first. */
function candidates(index: CorpusIndex, {expressions, ranked}: MatchPlan, most: number): readonly Candidate[] {
  const found = new Map<number, Candidate>();
  for (const expression of expressions) {
    for (const candidate of ranked ? index.best(expression, most) : index.any(expression, most)) {
      // Unranked, what was found with more of the words comes first.
      if (!found.has(candidate.id)) found.set(candidate.id, ranked ? candidate : {...candidate, score: 1 / (1 + found.size)});
    }
    if (found.size >= most) break;
  }
  return [...found.values()];
}
