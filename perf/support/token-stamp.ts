/**
 * perf/support - tokens that tell when they were said, so that their age can be read wherever they arrive. The clock is the system's monotonic one,
 * which all processes of a machine share; nothing else on the wire looks like a stamp (`~000a1b2c3~`).
 */

/** Length of a stamped token, in bytes: about what a model's token takes. */
export const TOKEN_BYTES = 15;

const DIGITS = 9; // base 36: three years of microseconds
const STAMP_BYTES = DIGITS + 2;
const stamp = /~([0-9a-z]{9})~/g;

/** Microseconds since the machine started. */
export const nowUs = (): number => Number(process.hrtime.bigint() / 1_000n);

/** A token that says when it was made. */
export const stampedToken = (us: number): string => `~${us.toString(36).padStart(DIGITS, '0')}~ so `;

/** Finds stamps in a stream of bytes, wherever it is cut. */
export class StampReader {
  #rest = '';

  /** When the tokens in these bytes were made, in order. */
  push(bytes: Buffer): number[] {
    const text = this.#rest + bytes.toString('latin1');
    const found: number[] = [];
    let end = 0;
    for (const match of text.matchAll(stamp)) {
      found.push(Number.parseInt(match[1] ?? '', 36));
      end = match.index + STAMP_BYTES;
    }
    this.#rest = text.slice(Math.max(end, text.length - STAMP_BYTES + 1));
    return found;
  }
}
