/** server/search - the requests that a provider's windows may still count. */
import type {ShortWindow} from './rate-limit.ts';

/**
 * Counts requests the careful way: nobody knows when within a call the provider counts it, so each takes its place from the moment it is
 * sent until a whole window after its answer.
 */
export class SentRequests {
  #underWay = 0;
  /** When the ended ones ended, oldest first, in milliseconds. */
  #endedAt: number[] = [];

  get underWay(): number {
    return this.#underWay;
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(now: number): void {
    this.#underWay -= 1;
    this.#endedAt.push(now);
  }

  /**
   * When the next request may be sent, in milliseconds; `Infinity` when that depends on one under way.
   * @param marginMs - Added to each window: clocks and timers are not exact.
   */
  freeAt(windows: readonly ShortWindow[], marginMs: number, now: number): number {
    this.#forget(windows, marginMs, now);
    return Math.max(now, ...windows.map(({limit, windowMs}) => this.#freeIn(limit, windowMs + marginMs, now)));
  }

  #freeIn(limit: number, lengthMs: number, now: number): number {
    const inWindow = this.#endedAt.filter((at) => at > now - lengthMs);
    const tooMany = inWindow.length + this.#underWay - limit;
    if (tooMany < 0) return now;
    const last = inWindow[tooMany];
    return last === undefined ? Infinity : last + lengthMs;
  }

  /** Drops what no window counts any more. A clock that was set back must not make any of them wait for it. */
  #forget(windows: readonly ShortWindow[], marginMs: number, now: number): void {
    const longestMs = Math.max(0, ...windows.map(({windowMs}) => windowMs)) + marginMs;
    this.#endedAt = this.#endedAt.filter((at) => at > now - longestMs).map((at) => Math.min(at, now));
  }
}
