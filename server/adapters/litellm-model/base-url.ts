/** server/adapters/litellm-model - where a server's API begins. Pure. */

/** Such as `/v1`, or Google's `/v1beta/openai`. */
const VERSIONED = /\/v\d+\w*(?:\/|$)/;

/**
 * The API's base, without a slash at its end: `/v1` is added where no version is in the path.
 *
 * `http://127.0.0.1:4000` → `http://127.0.0.1:4000/v1`; `https://host/v1/` → `https://host/v1`
 * @throws TypeError - When it is no URL.
 */
export function normalizeBaseUrl(baseUrl: string): string {
  const {origin, pathname} = new URL(baseUrl);
  const path = pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return `${origin}${VERSIONED.test(path) ? path : `${path}/v1`}`;
}
