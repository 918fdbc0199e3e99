/** server/extraction - knows UTF-16 that does not say what it is. */

/** Whether bytes look like UTF-16 without a byte order mark: Latin letters with a zero byte each, on one side. */
export function isUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 512) & ~1;
  if (length < 8) return undefined;
  const zeros = [0, 0];
  for (let i = 0; i < length; i += 1) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length * 0.35 && even < length * 0.05) return 'utf-16le';
  return even > length * 0.35 && odd < length * 0.05 ? 'utf-16be' : undefined;
}
