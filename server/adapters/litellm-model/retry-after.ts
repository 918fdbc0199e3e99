/** server/adapters/litellm-model - how long a server asks us to wait. Pure. */

/**
 * Reads `retry-after-ms`, or `Retry-After` in seconds or as a date.
 * @param now - Milliseconds since the epoch.
 * @returns Milliseconds from now, or undefined when neither says anything sensible.
 */
export function readRetryAfter(headers: Readonly<Record<string, string | string[] | undefined>>, now: number): number | undefined {
  const read = (name: string): string => [headers[name]].flat()[0]?.trim() ?? '';
  const ms = read('retry-after-ms');
  if (/^\d+(?:\.\d+)?$/.test(ms)) return Number(ms);
  const after = read('retry-after');
  if (/^\d+(?:\.\d+)?$/.test(after)) return Number(after) * 1_000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
