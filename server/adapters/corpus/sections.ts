/** server/adapters/corpus - a document cut at its headings: what is indexed, and where a hit points. */
import type {DocumentBlock} from '../../enrichment/markdown-blocks.ts';
import {headingSlugs} from '../../search/heading-slug.ts';

/** A part of a document under one heading. */
export interface Section {
  /** The heading's id in the document's page; empty before the first heading. */
  readonly slug: string;
  /** The heading, after those it stands under: `API › Options`. */
  readonly heading: string;
  /** Plain text, a block a line (code keeps its lines). */
  readonly body: string;
}

/** A longer section is cut in several with the same heading, so that its length does not bury what it says. In UTF-16 units. */
const MAX_BODY = 3_000;

/**
 * Cuts a document into sections. A heading that nothing stands under makes one only if the document has no other text.
 * @param title - The document's title, which needs no repeating before its headings.
 */
export function toSections(blocks: readonly DocumentBlock[], title: string): Section[] {
  const headings = blocks.filter(({kind}) => kind === 'heading');
  const slugs = headingSlugs(headings.map(({anchor, text}) => anchor ?? text));
  const parts: {readonly slug: string; readonly heading: string; readonly texts: string[]}[] = [{slug: '', heading: '', texts: []}];
  const trail: DocumentBlock[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const {level = 1} = block;
      while ((trail.at(-1)?.level ?? 0) >= level) trail.pop();
      trail.push({...block, level});
      const heading = trail.map(({text}) => text).filter((text) => text !== title).join(' › ');
      parts.push({slug: slugs[parts.length - 1] ?? '', heading, texts: []});
    } else {
      parts.at(-1)?.texts.push(...pieces(block.text));
    }
  }
  const sections = parts.flatMap(({slug, heading, texts}) => bodies(texts).map((body) => ({slug, heading, body})));
  return sections.length > 0 ? sections : [{slug: '', heading: headings.map(({text}) => text).join(' › '), body: ''}];
}

/** Joins texts to bodies that are not too long. */
function bodies(texts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const text of texts) {
    const body = joined.at(-1);
    if (body !== undefined && body.length + text.length < MAX_BODY) joined[joined.length - 1] = `${body}\n${text}`;
    else joined.push(text);
  }
  return joined;
}

/** A text that is too long by itself, cut between words where that is possible. */
function pieces(text: string): string[] {
  const cut: string[] = [];
  let rest = text;
  while (rest.length > MAX_BODY) {
    const space = rest.lastIndexOf(' ', MAX_BODY);
    const at = space > MAX_BODY / 2 ? space : MAX_BODY;
    cut.push(rest.slice(0, at).toWellFormed());
    rest = rest.slice(at).trimStart();
  }
  return [...cut, rest.toWellFormed()];
}
