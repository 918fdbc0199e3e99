/** server/enrichment - reads the JSON-LD of a page, which says who wrote it and when. Broken data is no data; nothing makes it throw. */

/** What JSON-LD says of a page. */
export interface LinkedData {
  readonly isArticle: boolean;
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly published: string | undefined;
  readonly modified: string | undefined;
  readonly language: string | undefined;
  readonly siteName: string | undefined;
}

type Node = ReadonlyMap<string, unknown>;
type Read = (value: unknown) => string | undefined;

const articleType = /(?:Article|BlogPosting|Report)$/u;
const pageType = /(?:Page|Posting|Recipe|Product|HowTo|Course|Event|Book|SoftwareSourceCode|VideoObject|Question|Review)$/u;
/** Nodes that are looked at, and how deep they may stand. */
const maxNodes = 500;
const maxDepth = 5;

/**
 * Reads JSON-LD.
 * @param scripts - The texts of a page's scripts.
 * @returns `undefined` when there is nothing in them about the page.
 */
export function readLinkedData(scripts: readonly string[]): LinkedData | undefined {
  const nodes: Node[] = [];
  for (const script of scripts) gather(parse(script), nodes, 0);
  const article = nodes.find((node) => isOf(node, articleType));
  const node = article ?? nodes.find((candidate) => isOf(candidate, pageType));
  if (!node) return undefined;
  const first = (read: Read, ...keys: readonly string[]) => keys.map((key) => read(node.get(key))).find((text) => text !== undefined);
  return {
    isArticle: article !== undefined,
    title: first(toText, 'headline', 'name'),
    author: first(toName, 'author', 'creator'),
    published: first(toText, 'datePublished', 'dateCreated', 'uploadDate'),
    modified: first(toText, 'dateModified'),
    language: first(toName, 'inLanguage'),
    siteName: first(toName, 'publisher', 'isPartOf'),
  };
}

function parse(script: string): unknown {
  try {
    return JSON.parse(script);
  } catch {
    return undefined;
  }
}

/** Collects the nodes of a document that have a type, outer ones first. */
function gather(value: unknown, nodes: Node[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > maxDepth || nodes.length >= maxNodes) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, maxNodes)) gather(item, nodes, depth + 1);
    return;
  }
  const node: Node = new Map(Object.entries(value));
  if (node.has('@type')) nodes.push(node);
  for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement']) gather(node.get(key), nodes, depth + 1);
}

const isOf = (node: Node, type: RegExp): boolean => [node.get('@type')].flat().some((name) => typeof name === 'string' && type.test(name));

const toText: Read = (value) => (typeof value === 'string' && value.trim() !== '' ? value.slice(0, 600).replace(/\s+/gu, ' ').trim() : undefined);

/** The name of a person, organisation or language; the first of several. */
const toName: Read = (value) => {
  const [one]: readonly unknown[] = [value].flat();
  return typeof one === 'object' && one !== null && 'name' in one ? toText(Array.isArray(one.name) ? one.name[0] : one.name) : toText(one);
};
