/** server/http - which pages of other sites may call the API: exact origins and patterns. */

/** Says whether an `Origin` header names a page that may call. */
export type OriginRules = (origin: string) => boolean;

/**
 * Makes the rules. `null`, which every sandboxed page and local file sends, is never allowed.
 * @param allowed - Exact origins (`https://example.org`), any name under one (`https://*.example.org`), any port (`http://localhost:*`), or `*` for all.
 */
export function originRules(allowed: readonly string[]): OriginRules {
  const exact = new Set(allowed);
  const patterns = allowed.filter((origin) => origin.includes('*')).map(toPattern);
  return (origin) => origin !== 'null' && (exact.has(origin) || patterns.some((pattern) => pattern.test(origin)));
}

function toPattern(allowed: string): RegExp {
  if (allowed === '*') return /^https?:\/\/[^/]+$/;
  const source = allowed
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replace('//*\\.', '//(?:[a-z0-9-]+\\.)+')
    .replace(/:\*$/, '(?::\\d{1,5})?');
  return new RegExp(`^${source}$`);
}
