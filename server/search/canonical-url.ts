/** server/search - one address per page, however it was linked. */
import {isCorpusUrl} from './corpus-document.ts';

/** Parameters that tell who sent the reader, not which page they get. */
const tracking = new RegExp(
  '^(?:utm_.*|pk_.*|mtm_.*|hsa_.*|_hs(?:enc|mi)|mc_[ce]id|[gdw]clid|gclsrc|gbraid|wbraid|fbclid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|' +
    'srsltid|li_fat_id|mkt_tok|oly_(?:anon|enc)_id|vero_id|_ga|_gl|ref_src|ref_url|spm|scm|s_cid|cmpid)$',
  'i',
);

/**
 * The address that a reader is shown and a page is read from: lower-case host, no default port, no fragment, no credentials,
 * no tracking parameters. A corpus document keeps its fragment, which names the heading.
 * @param url - Any text; what is not a web address comes back as it is, trimmed.
 */
export function canonicalUrl(url: string): string {
  const parsed = parseWebUrl(url);
  if (!parsed) return url.trim();
  parsed.hash = '';
  parsed.username = '';
  parsed.password = '';
  const parameters = pageParameters(parsed).join('&');
  parsed.search = parameters && `?${parameters}`;
  return parsed.href;
}

/**
 * What two addresses of the same page have in common: the canonical address without scheme, `www.`, trailing slashes
 * and the order of its parameters; a corpus document's path without the heading.
 * @param url - Any text.
 */
export function pageKey(url: string): string {
  const text = url.trim();
  if (isCorpusUrl(text)) return text.replace(/#.*/s, '').trimEnd();
  const parsed = parseWebUrl(text);
  if (!parsed) return text;
  const host = parsed.host.replace(/^www\.(?=.*\.)/, '').replace(/\.(?=:|$)/, '');
  const parameters = pageParameters(parsed).sort().join('&');
  return host + parsed.pathname.replace(/\/+$/, '') + (parameters && `?${parameters}`);
}

/** Whether an address can be shown to a reader as a link: http, https or a corpus document. */
export const isPageUrl = (url: string): boolean => isCorpusUrl(url) || parseWebUrl(url) !== undefined;

function parseWebUrl(url: string): URL | undefined {
  const parsed = URL.parse(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
}

/** The parameters as they stand, undecoded, so that no address changes by being written again. */
const pageParameters = (url: URL): string[] =>
  url.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !tracking.test(parameter.replace(/=.*/s, '')));
