/** client/markdown - decides which addresses an answer may link to. Every `href` that is drawn went through here. */

const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * Returns the address as the browser will understand it, or `undefined` when nobody should follow it.
 * What is returned is what was checked, so tricks with case, entities, tabs or control characters gain nothing.
 * @param base - What a relative address is relative to. Without it, relative addresses are refused: in a model's text they
 * would point into the page that embeds us.
 */
export function checkUrl(address: string, base?: string): string | undefined {
  const url = URL.parse(address, base);
  return url && allowed.has(url.protocol) ? url.href : undefined;
}
