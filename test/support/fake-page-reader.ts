/** test/support - a page reader that reads what it is given. */
import {defer, finalize, NEVER, type Observable, of, throwError} from 'rxjs';
import type {PageReader, PageText} from '../../server/enrichment/page-reader.ts';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';

/** A fake that tells what is asked of it. */
export interface FakePageReader extends PageReader {
  /** Addresses, in the order in which they were begun. */
  readonly begun: readonly string[];
  /** Readings that have neither ended nor been given up. */
  readonly open: number;
}

/** A page's text out of its paragraphs. */
export const pageText = (title: string, ...paragraphs: readonly string[]): PageText => ({
  title,
  blocks: paragraphs.map((text) => ({kind: 'paragraph', text})),
  bytes: 100,
  how: 'page',
});

/** An error such as readers throw. */
export const unreadable = (code: UpstreamError['code'] = 'not-found', reason = 'The page does not exist any more.', url = 'https://a.example/') =>
  new UpstreamError(`Cannot read "${url}": got status 404, expected 200`, {code, reason, retryable: false});

/**
 * Reads web pages out of a table. Addresses on `https:` that are not in it are `not-found`; those on other schemes are not its to read.
 * A page given as `stalls` never comes.
 */
export function fakePageReader(pages: Readonly<Record<string, Observable<PageText> | PageText | 'stalls'>>): FakePageReader {
  const begun: string[] = [];
  let open = 0;
  return {
    begun,
    get open() {
      return open;
    },
    reads: ({url}) => url.startsWith('https:'),
    read: ({url}) =>
      defer(() => {
        begun.push(url);
        open += 1;
        const page = pages[url] ?? throwError(() => unreadable('not-found', 'The page does not exist any more.', url));
        const text$ = page === 'stalls' ? NEVER : 'subscribe' in page ? page : of(page);
        return text$.pipe(finalize(() => (open -= 1)));
      }),
  };
}
