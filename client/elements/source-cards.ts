/** client/elements - from found pages and numbered sources to the cards that a reader sees. Pure. */
import type {PageState} from '../../shared/session-state.ts';
import type {Source} from '../../shared/source.ts';
import {words} from '../words/words.ts';
import {sourceHost} from './source-link.ts';

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
}

const {sources: say} = words;

/**
 * Sources that the models were given first, by number; then the others, and pages that could not be read. Before the sources
 * are known: the pages, as they were found.
 */
export function sourceCards(pages: readonly PageState[], sources: readonly Source[]): readonly SourceCard[] {
  if (sources.length === 0) return pages.map(pageCard);
  const pageById = new Map(pages.map((page) => [page.hit.id, page]));
  const numbered = new Set(sources.map(({id}) => id));
  const byNumber = [...sources].sort((a, b) => Number(b.used) - Number(a.used) || a.n - b.n);
  const failed = pages.filter(({hit, status}) => status === 'failed' && !numbered.has(hit.id));
  return [...byNumber.map((source) => numberedCard(source, pageById.get(source.id))), ...failed.map(pageCard)];
}

const pageCard = (page: PageState): SourceCard => {
  const {id, title, url, siteName} = page.hit;
  return {id, n: undefined, title: title || url, url, from: sourceHost(url) || (siteName ?? say.how.corpus), status: page.fallback === 'snippet' ? 'partly' : page.status, note: noteOn(page)};
};

const numberedCard = ({n, id, url, title, used, how}: Source, page: PageState | undefined): SourceCard => {
  const failed = page?.status === 'failed';
  const note = failed ? noteOn(page) : !used ? say.notUsed : how === 'snippet' ? say.usingSnippet : page ? noteOn(page) : '';
  const kind = say.how[how];
  const host = sourceHost(url);
  return {id, n, title: title || url, url, from: host ? `${host} · ${kind}` : (page?.hit.siteName ?? kind), status: !used ? (failed ? 'failed' : 'unused') : failed || how === 'snippet' ? 'partly' : 'read', note: capitalize(note)};
};

function noteOn({status, words: count = 0, message, code, fallback}: PageState): string {
  if (status === 'found') return say.found;
  if (status === 'read') return say.words(count);
  return say.failed(message ?? code ?? '') + (fallback === 'snippet' ? ` ${capitalize(say.usingSnippet)}.` : '');
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
