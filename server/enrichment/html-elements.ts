/** server/enrichment - what HTML's elements mean for reading: which ones hold no text, which stand aside, which break a line. */

/** Where a piece of text stands: flags that an element hands down to all that is in it. */
export const Place = {
  /** Nobody sees it: scripts, styles, hidden parts. */
  dropped: 1,
  /** Beside the content: navigation, footers, side bars. */
  aside: 2,
  /** In a form; some sites wrap their whole content in one. */
  form: 4,
  main: 8,
  article: 16,
  heading: 32,
  /** Preformatted: line ends count. */
  code: 64,
  link: 128,
  /** For readers without scripts: often a note that they are needed, at times the whole page. */
  noscript: 256,
  /** The level of a heading, 1 to 6, in three bits. */
  level: 512 | 1024 | 2048,
} as const;

/** The level of the heading that a text stands in. */
export const headingLevel = (place: number): number => (place & Place.level) / 512;

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Elements that have no end tag. */
export const voidElements = names('area base basefont br col embed frame hr img input keygen link meta param source track wbr');

/** Elements that begin and end a block of text. */
export const blockElements = names(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav noscript ol optgroup option p pre section summary table tbody tfoot thead tr ul',
);

const droppedElements = names(
  'script style template noembed noframes iframe object svg canvas audio video map select datalist textarea button dialog annotation ' +
    'annotation-xml rt rp',
);
const asideElements = names('nav footer aside menu');
const headingElements = names('h1 h2 h3 h4 h5 h6');
const asideRoles = names('navigation banner contentinfo complementary search menu menubar toolbar tablist');
const droppedRoles = names('dialog alertdialog tooltip');
const roots = names('html body main');

/** The attributes that say where text stands, and where a list begins to count. */
export const placeAttributes = names('hidden aria-hidden role style start');

/**
 * Where the text of an element stands.
 * @param name - In lower case.
 * @param attributes - Those of {@link placeAttributes} that it has.
 * @param outer - Where the element itself stands.
 */
export function placeOf(name: string, attributes: ReadonlyMap<string, string>, outer: number): number {
  let place = outer;
  if (isHidden(name, attributes)) place |= Place.dropped;
  if (droppedElements.has(name)) {
    // Accordions put their questions into <h3><button>.
    if (name !== 'button' || !(outer & Place.heading)) place |= Place.dropped;
  }
  const role = attributes.get('role') ?? '';
  if (droppedRoles.has(role)) place |= Place.dropped;
  if (asideElements.has(name) || asideRoles.has(role)) place |= Place.aside;
  // The head of a page stands aside, the head of an article is part of it.
  if (name === 'header' && !(outer & (Place.main | Place.article))) place |= Place.aside;
  if (name === 'form') place |= Place.form;
  if (name === 'noscript') place |= Place.noscript;
  if (name === 'main' || role === 'main') place |= Place.main;
  if (name === 'article') place |= Place.article;
  if (headingElements.has(name)) place = (place & ~Place.level) | Place.heading | (Number(name[1]) * 512);
  if (name === 'pre' || name === 'xmp' || name === 'plaintext') place |= Place.code;
  if (name === 'a') place |= Place.link;
  return place;
}

function isHidden(name: string, attributes: ReadonlyMap<string, string>): boolean {
  if (attributes.size === 0 || roots.has(name)) return false;
  const hidden = attributes.get('hidden');
  if (hidden !== undefined && hidden !== 'until-found') return true;
  if (attributes.get('aria-hidden') === 'true') return true;
  return /(?:^|[\s;])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes.get('style') ?? '');
}

/** What a start tag closes if it is the innermost open element: HTML lets these end tags be left out. */
const closedBy = new Map<string, ReadonlySet<string>>([
  ['li', names('li')],
  ['dt', names('dt dd')],
  ['dd', names('dt dd')],
  ['td', names('td th')],
  ['th', names('td th')],
  ['tr', names('tr td th')],
  ['thead', names('tr td th tbody tfoot')],
  ['tbody', names('tr td th thead tfoot')],
  ['tfoot', names('tr td th tbody')],
  ['option', names('option')],
]);

/** Whether a start tag ends the element it stands in, whose end tag was left out. */
export const impliesEnd = (starting: string, open: string): boolean =>
  open === 'p' ? blockElements.has(starting) : (closedBy.get(starting)?.has(open) ?? false);
