/** server/adapters/http-page - gets a site's `robots.txt`, by the same guarded way as its pages. */
import {pageError} from './page-errors.ts';
import {readBody} from './read-body.ts';
import {one, type RequestOptions, sendRequest} from './send-request.ts';

/** Bytes that are read; rules beyond them do not count. RFC 9309 asks for at least as many. */
const maxBytes = 512_000;
const maxRedirects = 5;

/**
 * Gets a `robots.txt`.
 * @returns Its text; empty when the site has none (4xx).
 * @throws UpstreamError - When the site can't say; the signal's reason when that ended it.
 */
export async function fetchRobots(address: URL, options: RequestOptions): Promise<string> {
  let url = options.guard.check(address.href);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const {statusCode, headers, body} = await sendRequest(url, options);
    const location = one(headers.location);
    if (statusCode === 200) {
      const bytes = await readBody(body, {url: url.href, encoding: one(headers['content-encoding']), maxBytes, cut: true});
      return new TextDecoder().decode(bytes);
    }
    // What an error says is of no use; a small body is read, so that the connection can be used again.
    await body.dump({limit: 16_384, signal: options.signal}).catch(() => undefined);
    if (statusCode >= 300 && statusCode < 400 && location !== '') url = options.guard.check(location, url);
    else if (statusCode >= 400 && statusCode < 500) return '';
    else throw pageError(url.href, `got status ${statusCode}`, {code: 'upstream-failed', reason: 'The site can not tell what programs may read.', retryable: true});
  }
  return '';
}
