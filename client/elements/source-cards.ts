/** client/elements - from found pages and numbered sources to the cards that a reader sees. Pure. */
import type {PageState} from '../../shared/session-state.ts';
import type {Source} from '../../shared/source.ts';
import {reasonWords} from '../words/reason-words.ts';
import type {Words} from '../words/words.ts';
import {sourceHost} from './source-link.ts';
import {type TrustFact, trustFacts} from './source-trust.ts';

/** One card. */
export interface SourceCard {
  readonly id: string;
  /** Its number, once it has one. */
  readonly n: number | undefined;
  readonly title: string;
  readonly url: string;
  /** Where it is from, in a word: host, or what kind of thing it is. */
  readonly from: string;
  readonly status: 'found' | 'read' | 'partly' | 'failed' | 'unused';
  /** What became of it. */
  readonly note: string;
  /** What to judge it by; empty before it is numbered. */
  readonly trust: readonly TrustFact[];
}

/**
 * Sources that the models were given first, by number; then the others, and pages that could not be read. Before the sources
 * are known: the pages, as they were found. A page that came late, after its snippet had stood in for it, has one card, the snippet's.
 */
export function sourceCards(pages: readonly PageState[], sources: readonly Source[], words: Words): readonly SourceCard[] {
  if (sources.length === 0) return pages.map((page) => pageCard(page, words));
  const pageById = new Map(pages.map((page) => [page.hit.id, page]));
  const numbered = new Set(sources.map(({id}) => id));
  const early = new Set(sources.flatMap(({id, late}) => (late ? [] : id)));
  const byNumber = sources.filter(({id, late}) => !late || !early.has(id)).sort((a, b) => Number(b.used) - Number(a.used) || a.n - b.n);
  const failed = pages.filter(({hit, status}) => status === 'failed' && !numbered.has(hit.id));
  return [...byNumber.map((source) => numberedCard(source, pageById.get(source.id), words)), ...failed.map((page) => pageCard(page, words))];
}

const pageCard = (page: PageState, words: Words): SourceCard => {
  const {id, title, url, siteName} = page.hit;
  return {id, n: undefined, title: title || url, url, from: sourceHost(url) || (siteName ?? words.sources.how.corpus), status: page.fallback === 'snippet' ? 'partly' : page.status === 'skipped' ? 'found' : page.status, note: noteOn(page, words), trust: []};
};

const numberedCard = (source: Source, page: PageState | undefined, words: Words): SourceCard => {
  const say = words.sources;
  const {n, id, url, title, used, how, late} = source;
  const failed = page?.status === 'failed';
  const note = failed ? noteOn(page, words) : late ? say.late : !used ? say.notUsed : how === 'snippet' ? say.usingSnippet : page ? noteOn(page, words) : '';
  const kind = say.how[how];
  const host = sourceHost(url);
  const from = host ? `${host} · ${kind}` : (page?.hit.siteName ?? kind);
  const status = !used ? (failed ? 'failed' : 'unused') : failed || how === 'snippet' ? 'partly' : 'read';
  return {id, n, title: title || url, url, from, status, note, trust: trustFacts(source, say)};
};

function noteOn({status, words: count = 0, message, code, fallback}: PageState, words: Words): string {
  const say = words.sources;
  if (status === 'found' || status === 'skipped') return say.found;
  if (status === 'read') return say.words(count);
  return say.failed(reasonWords(words, code, message)) + (fallback === 'snippet' ? ` ${say.usingSnippet}.` : '');
}
