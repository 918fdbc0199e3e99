/** server/enrichment - the reading of one question's pages: what is in so far, what is said of it, what it comes to. */
import {asyncScheduler} from 'rxjs';
import type {Said} from '../../shared/session-event.ts';
import type {EvidenceSource, HitsReady, RankedHit} from '../pipeline/handoff.ts';
import {aboutSnippet} from './describe-source.ts';
import {fromSnippet, helps, lateSource, numberSources, type ReadHit, type SourceMaterial} from './number-sources.ts';
import {SOURCE_SHARE} from './pack-passages.ts';
import type {FailedOutcome, PageOutcome, ReadOutcome} from './read-page.ts';
import {toTerms} from './score-passages.ts';

/** The limits of {@link Reading}. */
export interface ReadingLimits {
  readonly maxPages: number;
  readonly maxSnippets: number;
  readonly tokenBudget: number;
  readonly enoughSources: number;
}

/** Text is held until the sources are numbered, and let go then; after that only counts are kept. */
export class Reading {
  /** In the form in which words are compared. */
  readonly terms: ReadonlySet<string>;
  /** The pages to read, best first. */
  readonly hits: readonly RankedHit[];
  readonly #limits: ReadingLimits;
  readonly #further: readonly ReadHit[];
  readonly #startedAt = asyncScheduler.now();
  readonly #ended = new Set<RankedHit>();
  readonly #read = new Map<RankedHit, ReadHit>();
  /** Late pages that have not been said to be sources yet; those whose snippets are sources never are. */
  #late: ReadOutcome[] = [];
  #isGathered = false;
  /** Pages whose snippets became sources, however their reading ends. */
  readonly #stoodIn = new Set<RankedHit>();
  #done = 0;
  #bytes = 0;
  #isCut = false;
  #lastNumber = 0;

  constructor({asked, analysis, hits}: HitsReady, limits: ReadingLimits) {
    this.#limits = limits;
    this.terms = toTerms(analysis.terms.length > 0 ? analysis.terms : [asked.question]);
    this.hits = hits.slice(0, limits.maxPages);
    const snippets = hits.slice(limits.maxPages).flatMap((hit) => this.#snippetOf(hit) ?? []);
    this.#further = snippets.filter((snippet) => helps(snippet, this.terms)).slice(0, limits.maxSnippets);
  }

  /** Since the reading began; a clock that was set back does not make it negative. */
  get ms(): number {
    return Math.max(0, asyncScheduler.now() - this.#startedAt);
  }

  /** Pages that are neither read nor failed. */
  get pending(): readonly RankedHit[] {
    return this.hits.filter((hit) => !this.#ended.has(hit));
  }

  /** Takes an outcome into account and says it. */
  take(outcome: PageOutcome): readonly Said[] {
    const {hit} = outcome;
    this.#ended.add(hit);
    if (outcome.kind === 'skipped') return [{type: 'page-skip', id: hit.id, url: hit.url}];
    if (outcome.kind === 'read') {
      this.#done += 1;
      this.#bytes += outcome.bytes;
      if (!this.#isGathered) this.#read.set(hit, outcome.read);
      else if (!this.#stoodIn.has(hit)) this.#late.push(outcome);
    }
    return [...this.#warnings(outcome), this.#pageEvent(outcome), this.#progress(hit)];
  }

  /** Whether what was read fills the budget, no source counting for more than it may take of it, from as many sources as are enough. */
  isPlenty(): boolean {
    const {tokenBudget, enoughSources} = this.#limits;
    const texts = [...this.#read.values()].map(fittingTokens).filter((tokens) => tokens > 0);
    return texts.length >= enoughSources && texts.reduce((sum, tokens) => sum + Math.min(tokens, SOURCE_SHARE * tokenBudget), 0) >= tokenBudget;
  }

  /** Whether there is any text to answer from. */
  isSomething(): boolean {
    return this.#read.size > 0 || this.#further.length > 0 || this.hits.some(({snippet}) => snippet.trim() !== '');
  }

  /**
   * What there is to answer from now. Snippets stand in for pages that failed, and for pages that are still being read while fewer sources
   * than are enough were. What comes from now on is late.
   */
  gather(): SourceMaterial {
    this.#isGathered = true;
    const isThin = [...this.#read.values()].filter((read) => fittingTokens(read) > 0).length < this.#limits.enoughSources;
    const read = this.hits.flatMap((hit): readonly ReadHit[] => {
      const own = this.#read.get(hit);
      if (own) return [own];
      const snippet = this.#ended.has(hit) || isThin ? this.#snippetOf(hit) : undefined;
      if (!snippet) return [];
      this.#stoodIn.add(hit);
      return [snippet];
    });
    this.#read.clear();
    return {read, further: this.#further};
  }

  /** Numbers what was gathered, for good. */
  number(material: SourceMaterial, scores: readonly (readonly number[])[]): readonly EvidenceSource[] {
    const sources = numberSources(material, scores, this.#limits.tokenBudget);
    this.#lastNumber = sources.length;
    return sources;
  }

  /** Says the sources that came late since it was last asked. */
  takeLate(): readonly Said[] {
    const late = this.#late;
    this.#late = [];
    return late.map(({read}): Said => ({type: 'source-late', source: lateSource(read, ++this.#lastNumber)}));
  }

  #snippetOf(hit: RankedHit): ReadHit | undefined {
    return fromSnippet(hit, this.terms, aboutSnippet(hit));
  }

  #pageEvent(outcome: ReadOutcome | FailedOutcome): Said {
    const {id, url, snippet} = outcome.hit;
    if (outcome.kind === 'failed') {
      const {code, message, hit} = outcome;
      const hasStandIn = this.#isGathered ? this.#stoodIn.has(hit) : snippet.trim() !== '';
      return {type: 'page-error', id, url, code, message, ...(hasStandIn && {fallback: 'snippet' as const})};
    }
    const {read, ms} = outcome;
    const words = read.passages.reduce((sum, {length}) => sum + length, 0);
    const passages = read.passages.filter(({counts}) => counts.size > 0).length;
    return {type: 'page-extract', id, url, title: read.title, words, passages, ms};
  }

  #progress({url}: RankedHit): Said {
    return {type: 'enrichment-progress', done: this.#done, failed: this.#ended.size - this.#done, total: this.hits.length, bytes: this.#bytes, ms: this.ms, url};
  }

  /** Once for a question. */
  #warnings(outcome: ReadOutcome | FailedOutcome): readonly Said[] {
    if (this.#isCut || outcome.kind === 'failed' || !outcome.isCut) return [];
    this.#isCut = true;
    return [{type: 'session-warning', code: 'text-capped', message: 'A page was too long to be read whole; what comes after its first part was left out.'}];
  }
}

/** What a page has to say to the question, in tokens. */
const fittingTokens = ({passages}: ReadHit): number => passages.reduce((sum, {counts, tokens}) => sum + (counts.size > 0 ? tokens : 0), 0);
