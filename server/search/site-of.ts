/** server/search - which site a page belongs to: its domain with all its subdomains. */

/** Second levels under which countries register names: `co.uk`, `com.au`. */
const SHARED = /^(?:co|com|org|net|gov|edu|ac|or|ne|go)$/;

/**
 * The registered domain of an address, as near as can be told without the list of all public suffixes.
 * @returns Empty for corpus documents, IP addresses and hosts of one word: they are no sites of the web.
 */
export function siteOf(url: string): string {
  const host = URL.parse(url)?.hostname.replace(/\.$/, '') ?? '';
  const labels = host.split('.');
  const [top = '', second = ''] = labels.toReversed();
  if (labels.length < 2 || !/^[a-z]/.test(top)) return '';
  return labels.slice(top.length === 2 && SHARED.test(second) ? -3 : -2).join('.');
}
