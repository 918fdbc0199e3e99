/** client/markdown - draws citations. What a number links to comes from outside and may be learnt late. */
import {checkUrl} from './check-url.ts';
import {DomPatcher, type Attribute} from './dom-patcher.ts';

/** Where a citation leads. */
export interface CitationLink {
  /** Address of the source; a relative one is relative to the page. One that {@link checkUrl} refuses is not linked. */
  readonly href: string;
  /** The link's accessible name, e.g. `Source 3: Tide tables`. */
  readonly label: string;
}

/** Tells where a citation leads, or `undefined` when there is no such source. */
export type CitationLookup = (n: number) => CitationLink | undefined;

/** What every link out of an answer carries: a new tab, no way back to the page, no endorsement. */
export const outboundAttributes: readonly Attribute[] = [
  ['rel', 'noopener noreferrer nofollow'],
  ['target', '_blank'],
];

/** Draws one citation: a link when its source is known, plain text when not. */
export function drawCitation(patcher: DomPatcher, number: string, lookUp: CitationLookup): void {
  const link = lookUp(Number(number));
  if (link) patcher.open('a', knownAttributes(number, link));
  else patcher.open('span', [['class', 'citation unknown'], ['data-n', number]]);
  patcher.text(`[${number}]`);
  patcher.close();
}

/** Draws all citations under a node again. */
export function redrawCitations(root: ParentNode, lookUp: CitationLookup): void {
  for (const element of root.querySelectorAll<HTMLElement>('.citation')) {
    const {parentNode, nextSibling, dataset: {n}} = element;
    if (!parentNode || n === undefined) continue;
    const patcher = new DomPatcher(parentNode, element, nextSibling);
    drawCitation(patcher, n, lookUp);
    patcher.finish();
  }
}

/** The checked address of each link: the same few are drawn again with every delta. */
const checked = new WeakMap<CitationLink, string | undefined>();

function addressOf(link: CitationLink): string | undefined {
  if (!checked.has(link)) checked.set(link, checkUrl(link.href, document.baseURI));
  return checked.get(link);
}

function knownAttributes(number: string, link: CitationLink): Attribute[] {
  const url = addressOf(link);
  return [
    ['class', 'citation'],
    ['part', 'citation'],
    ['data-n', number],
    ['aria-label', link.label],
    ...(url === undefined ? [] : [['href', url] as const, ...outboundAttributes]),
  ];
}
