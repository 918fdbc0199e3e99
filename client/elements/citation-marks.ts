/** client/elements - which drawn citation is which of an answer's citations, and how those look that do not hold. */
import type {Citation} from '../../shared/source.ts';
import type {Words} from '../words/words.ts';

const drawn = (body: Element): readonly HTMLElement[] => [...body.querySelectorAll<HTMLElement>('.citation')];

/** The citation that an element draws: the third `[2]` on the page is the third citation of source 2. */
export function citationOf(element: HTMLElement, body: Element, citations: readonly Citation[]): Citation | undefined {
  const n = element.dataset['n'];
  const place = drawn(body).filter(({dataset}) => dataset['n'] === n).indexOf(element);
  return citations.filter((citation) => String(citation.n) === n)[place];
}

/** Marks those that were not found in their source, and those without a source, one with each step. */
export function* markCitations(body: Element, citations: readonly Citation[], {sources}: Words): Generator<undefined> {
  const left = Map.groupBy(citations, ({n}) => String(n));
  for (const element of drawn(body)) {
    yield;
    if (element.classList.contains('unknown')) {
      element.title = sources.unknown;
      continue;
    }
    const isUnsupported = left.get(element.dataset['n'] ?? '')?.shift()?.supported === false;
    element.classList.toggle('unsupported', isUnsupported);
    if (isUnsupported) element.ariaLabel = `${(element.ariaLabel ?? '').replace(/ \([^()]*\)$/, '')} (${sources.unsupported})`;
  }
}
