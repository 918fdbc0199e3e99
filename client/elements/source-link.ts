/** client/elements - where a source leads. Decides alone which source addresses become links. */
import type {Source} from '../../shared/source.ts';
import type {Words} from '../words/words.ts';

/**
 * The address to open, or `undefined` when nobody should: only http and https pass.
 * @param url - A page's address, or a path of the server that answered.
 * @param server - That server's address.
 */
export function sourceHref(url: string, server: string): string | undefined {
  const base = server.replace(/\/+$/, '');
  const address = url.startsWith('/') && !url.startsWith('//') ? URL.parse(base + url) : URL.parse(url);
  return address && /^https?:$/.test(address.protocol) ? address.href : undefined;
}

/** The host as a reader knows it; empty for the server's own documents and for addresses that can't be read. */
export function sourceHost(url: string): string {
  const host = URL.parse(url)?.hostname ?? '';
  return host.replace(/^www\./, '');
}

/** What a citation's link is called: number, title, host. */
export const citationLabel = ({n, title, url}: Pick<Source, 'n' | 'title' | 'url'>, {sources}: Words): string => sources.citation(n, title || url, sourceHost(url));
