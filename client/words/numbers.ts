/** client/words - numbers, times and sizes as a reader says them. */

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', {maximumSignificantDigits: 2});

/** `1,240` */
export const formatCount = (count: number): string => whole.format(count);

/** `1 page`, `1,240 pages` */
export const formatCountOf = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`;

/** `8 ms`, `0.34 s`, `12 s`, `2 min 5 s` */
export function formatMs(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 59_500) return `${short.format(ms / 1_000)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `512 B`, `48 KB`, `1.2 MB`, in thousands */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 999_500 ? `${Math.round(bytes / 1_000)} KB` : `${short.format(bytes / 1_000_000)} MB`;
}

/** `a`, `a and b`, `a, b and c` */
export const formatList = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
