/** server/enrichment - what a page says of itself: title, author, dates, language, site. Out of its meta tags, its JSON-LD and its `<time>`. */
import {readLinkedData} from './linked-data.ts';

/** What is known of a page beside its text. */
export interface About {
  /** Empty when the page names none. */
  readonly title: string;
  readonly author?: string;
  /** When it was published or last changed, the later of the two that are known: an ISO 8601 date or time. */
  readonly published?: string;
  /** BCP 47 tag. */
  readonly language?: string;
  readonly siteName?: string;
}

type Key = 'title' | 'author' | 'published' | 'modified' | 'language' | 'siteName' | 'type';

/** Names of meta tags, the best first: the value of an earlier one wins. */
const metaNames: Readonly<Record<Key, readonly string[]>> = {
  title: ['og:title', 'citation_title', 'dc.title', 'twitter:title'],
  author: ['author', 'article:author', 'parsely-author', 'citation_author', 'dc.creator', 'dcterms.creator', 'sailthru.author', 'twitter:creator'],
  published: ['article:published_time', 'datepublished', 'og:published_time', 'citation_publication_date', 'parsely-pub-date', 'sailthru.date', 'dcterms.created', 'dc.date', 'date', 'pubdate'],
  modified: ['article:modified_time', 'datemodified', 'og:updated_time', 'dcterms.modified', 'last-modified', 'revised'],
  language: ['content-language', 'language', 'dc.language', 'og:locale'],
  siteName: ['og:site_name', 'application-name', 'publisher', 'dc.publisher'],
  type: ['og:type'],
};
const keyOf = new Map(Object.entries(metaNames).flatMap(([key, names]) => names.map((name, rank): [string, {key: string; rank: number}] => [name, {key, rank}])));

const maxLength = 300;
/** JSON-LD that is read of one page, in characters. */
const maxLinkedData = 300_000;

/** Hears of a page's head while it is read, and puts it together. */
export class PageAbout {
  readonly #values = new Map<string, {readonly text: string; readonly rank: number}>();
  #titleTag = '';
  readonly #scripts: string[] = [];
  #linkedLength = 0;
  #language = '';
  #time = '';

  /** A `<meta>`. */
  meta(attributes: ReadonlyMap<string, string>): void {
    const name = attributes.get('property') ?? attributes.get('name') ?? attributes.get('itemprop') ?? attributes.get('http-equiv');
    const found = keyOf.get(name?.trim().toLowerCase() ?? '');
    const text = tidy(attributes.get('content') ?? '');
    if (!found || text === '' || (this.#values.get(found.key)?.rank ?? Infinity) <= found.rank) return;
    this.#values.set(found.key, {text, rank: found.rank});
  }

  /** Text in `<title>`. */
  titleText(text: string): void {
    if (this.#titleTag.length < maxLength) this.#titleTag += text;
  }

  /** A script of JSON-LD begins. */
  beginLinkedData(): void {
    this.#scripts.push('');
  }

  /** Text of the script of JSON-LD that began last. */
  linkedData(text: string): void {
    this.#linkedLength += text.length;
    if (this.#linkedLength <= maxLinkedData) this.#scripts.push((this.#scripts.pop() ?? '') + text);
  }

  /** The `lang` of `<html>`. */
  language(tag: string): void {
    if (this.#language === '') this.#language = tag;
  }

  /** The `datetime` of a `<time>` in the content. */
  time(datetime: string): void {
    if (this.#time === '') this.#time = datetime;
  }

  /** Whether the page calls itself an article. */
  get isArticle(): boolean {
    return this.#of('type')?.toLowerCase() === 'article' || (readLinkedData(this.#scripts)?.isArticle ?? false);
  }

  /** @param heading - What stands in for a title that is missing. */
  result(heading: string): About {
    const linked = readLinkedData(this.#scripts);
    const dates = [this.#of('published'), this.#of('modified'), linked?.published, linked?.modified].flatMap((text) => toIsoDate(text) ?? []);
    const published = dates.sort().at(-1) ?? toIsoDate(this.#time);
    const author = [this.#of('author'), linked?.author].find((name) => name !== undefined && isName(name));
    const language = [this.#language, this.#of('language'), linked?.language].flatMap((tag) => toLanguage(tag) ?? [])[0];
    const siteName = this.#of('siteName') ?? linked?.siteName;
    return {
      title: (this.#of('title') ?? tidy(this.#titleTag)) || (linked?.title ?? heading),
      ...(author !== undefined && {author: author.replace(/^by\s+/iu, '')}),
      ...(published !== undefined && {published}),
      ...(language !== undefined && {language}),
      ...(siteName !== undefined && {siteName}),
    };
  }

  #of(key: Key): string | undefined {
    return this.#values.get(key)?.text;
  }
}

/** One line, detached from its page by being copied. */
const tidy = (text: string): string =>
  Buffer.from(text.slice(0, 2 * maxLength).replace(/[\p{Cc}\s\u200b\ufeff]+/gu, ' ').trim().slice(0, maxLength).toWellFormed()).toString();

/** A name is no address, no handle and no list of ids. */
const isName = (text: string): boolean => text.length <= 120 && /\p{L}{2}/u.test(text) && !/^(?:https?:|@|www\.)|\/\//iu.test(text);

/** An ISO 8601 date or time; `undefined` when it is none, or can't be true. */
function toIsoDate(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 60) return undefined;
  const iso = /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?/u.exec(text.trim());
  const date = iso ? new Date(`${iso[1]}-${iso[2]}-${iso[3]}${iso[4] ? `T${iso[4]}${iso[5] ?? 'Z'}` : ''}`) : readDate(text.trim());
  if (Number.isNaN(date.getTime())) return undefined;
  const [year, tooLate] = [date.getUTCFullYear(), Date.now() + 2 * 86_400_000];
  if (year < 1990 || date.getTime() > tooLate) return undefined;
  return iso?.[4] ? date.toISOString().replace('.000', '') : date.toISOString().slice(0, 10);
}

/** A date in words. Without a time zone it is the day that it names, wherever this server is. */
function readDate(text: string): Date {
  if (!/\d{4}/u.test(text)) return new Date(NaN);
  const hasZone = /\dZ\b|(?::\d\d|\s)\s?[+-]\d\d:?\d\d\b|\b(?:UTC?|GMT|[A-Z]{1,2}[SD]T)\b/iu.test(text);
  return new Date(hasZone ? text : `${text} UTC`);
}

function toLanguage(text: string | undefined): string | undefined {
  const [, language, region] = /^([a-z]{2,3})(?:[-_]([a-z]{2}|[a-z]{4}|\d{3}))?(?:[-_,;].*)?$/iu.exec(text?.trim() ?? '') ?? [];
  if (language === undefined) return undefined;
  return region === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${region.length === 4 ? (region[0] ?? '').toUpperCase() + region.slice(1).toLowerCase() : region.toUpperCase()}`;
}
