/** server/adapters/http-page - how many pages of one host are asked for at once, over all sessions. */
import {Slots} from '../../resilience/slots.ts';

/** Places at each host, made as they are needed. */
export class HostSlots {
  readonly #perHost: number;
  readonly #hosts = new Map<string, {readonly slots: Slots; users: number}>();

  /** @param perHost - Pages of one host at once. */
  constructor(perHost: number) {
    this.#perHost = perHost;
  }

  /**
   * Waits for a place at a host, does something there, and gives the place back.
   * @throws The signal's reason, at once, when it fires while waiting.
   */
  async within<Result>(host: string, signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
    const entry = this.#hosts.get(host) ?? {slots: new Slots(this.#perHost), users: 0};
    this.#hosts.set(host, entry);
    entry.users += 1;
    try {
      const leave = await entry.slots.take(signal);
      return await act().finally(leave);
    } finally {
      entry.users -= 1;
      if (entry.users === 0) this.#hosts.delete(host);
    }
  }

  /** Hosts with somebody at them. */
  get size(): number {
    return this.#hosts.size;
  }
}
