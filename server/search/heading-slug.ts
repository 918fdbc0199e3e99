/** server/search - the ids of a document's headings, the same for a search hit's address and the page it leads to. */

const notOfASlug = /[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu;

/**
 * Makes an id for each heading of one document, as GitHub does: lower case, punctuation dropped, spaces to hyphens,
 * `-1`, `-2`, … where two would be the same. Letters of every script stay. A heading without letters becomes `section`.
 * @param headings - The texts of all headings of the document, in order, without markup.
 * @returns One id per heading, no two the same.
 */
export function headingSlugs(headings: readonly string[]): string[] {
  const taken = new Set<string>();
  const timesSeen = new Map<string, number>();
  return headings.map((heading) => {
    const slug = toSlug(heading);
    let times = timesSeen.get(slug) ?? 0;
    let unique = times === 0 ? slug : `${slug}-${times}`;
    while (taken.has(unique)) unique = `${slug}-${++times}`;
    timesSeen.set(slug, times + 1);
    taken.add(unique);
    return unique;
  });
}

const toSlug = (heading: string): string =>
  heading.normalize('NFC').trim().toLowerCase().replace(notOfASlug, '').replaceAll(' ', '-') || 'section';
