/** server/search - keeps the hosts that the reader wants, and only those. */
import {isCorpusUrl} from './corpus-document.ts';
import type {SearchRequest} from './search-provider.ts';

/** The name under which the local corpus can be allowed or denied, as if it were a host. */
const CORPUS = 'corpus';

/**
 * Makes a test for addresses. A host includes its subdomains; `*.example.com` and `https://example.com/` are read as `example.com`.
 * With hosts to allow, corpus documents pass only if `corpus` is among them.
 * @param domains - Hosts to allow (all, when none is named) and to deny; deny wins.
 */
export function domainFilter({allow = [], deny = []}: NonNullable<SearchRequest['domains']> = {}): (url: string) => boolean {
  const allowed = allow.map(toHost);
  const denied = deny.map(toHost);
  return (url) => {
    const host = isCorpusUrl(url) ? CORPUS : toHost(url);
    return (allowed.length === 0 || allowed.some(includes(host))) && !denied.some(includes(host));
  };
}

/** The host of an address or of a name as readers write it; empty when there is none. */
function toHost(text: string): string {
  const trimmed = text.trim().replace(/^\*?\.(?=.)/, '');
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  return url?.hostname.replace(/\.$/, '') ?? '';
}

const includes = (host: string) => (domain: string): boolean => domain !== '' && (host === domain || host.endsWith(`.${domain}`));
