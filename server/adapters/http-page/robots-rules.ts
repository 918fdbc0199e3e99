/** server/adapters/http-page - what sites ask of programs in their `robots.txt`, kept for a while and asked for once. */
import {readRobots} from './read-robots.ts';

/** Options for {@link RobotsRules}. */
export interface RobotsRulesOptions {
  /** The name by which rules call us. */
  readonly agent: string;
  /** Gets a `robots.txt`: its text, empty if there is none; rejects when the site can't say. */
  readonly get: (url: URL, signal: AbortSignal, trace: TraceParent) => Promise<string>;
  /** Longest time to wait for one, in milliseconds. @defaultValue 2_000 */
  readonly timeoutMs?: number;
  /** How long rules are kept, in milliseconds. @defaultValue 3_600_000 */
  readonly keepMs?: number;
  /** How long it is remembered that a site could not say, in milliseconds. @defaultValue 60_000 */
  readonly retryMs?: number;
  /** Sites whose rules are kept. @defaultValue 500 */
  readonly maxSites?: number;
}

/** Headers that join a call's trace to ours. */
type TraceParent = Readonly<Record<string, string>>;
type Rules = (page: URL) => boolean;

interface Entry {
  readonly rules: Promise<Rules>;
  readonly controller: AbortController;
  expiresAt: number;
  /** Those that wait for it; without any it is given up. */
  waiting: number;
  isSettled: boolean;
}

/**
 * Knows which pages may be read. A site without a `robots.txt` (any 4xx) allows all. One that can't say (5xx, no answer in time, broken) allows all as well,
 * and is asked again after a minute: we read single pages that a reader's question led to, and if the site is down, the page itself will tell.
 */
export class RobotsRules {
  readonly #options: Required<RobotsRulesOptions>;
  readonly #sites = new Map<string, Entry>();

  constructor(options: RobotsRulesOptions) {
    this.#options = {timeoutMs: 2_000, keepMs: 3_600_000, retryMs: 60_000, maxSites: 500, ...options};
  }

  /**
   * Whether a page may be read.
   * @param trace - Headers of the call for the rules, if this is who has them asked for. @defaultValue none
   * @throws The signal's reason, at once, when it fires first.
   */
  async allows(url: URL, signal: AbortSignal, trace: TraceParent = {}): Promise<boolean> {
    signal.throwIfAborted();
    const entry = this.#entry(url.origin, trace);
    const {promise: left, reject} = Promise.withResolvers<never>();
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, {once: true});
    entry.waiting += 1;
    try {
      return (await Promise.race([entry.rules, left]))(url);
    } finally {
      signal.removeEventListener('abort', leave);
      entry.waiting -= 1;
      if (entry.waiting === 0 && !entry.isSettled) {
        this.#sites.delete(url.origin);
        entry.controller.abort();
      }
    }
  }

  #entry(origin: string, trace: TraceParent): Entry {
    const known = this.#sites.get(origin);
    if (known && known.expiresAt > Date.now()) return known;
    const controller = new AbortController();
    const entry: Entry = {rules: this.#ask(origin, controller, trace).then(({rules, keepMs}) => {
      entry.expiresAt = Date.now() + keepMs;
      entry.isSettled = true;
      return rules;
    }), controller, expiresAt: Infinity, waiting: 0, isSettled: false};
    this.#sites.delete(origin);
    this.#sites.set(origin, entry);
    const [oldest] = this.#sites.keys();
    if (this.#sites.size > this.#options.maxSites && oldest !== undefined) this.#sites.delete(oldest);
    return entry;
  }

  async #ask(origin: string, controller: AbortController, trace: TraceParent): Promise<{readonly rules: Rules; readonly keepMs: number}> {
    const {agent, get, timeoutMs, keepMs, retryMs} = this.#options;
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    const url = new URL('/robots.txt', origin);
    try {
      const text = await get(url, controller.signal, trace);
      return {rules: readRobots(text, agent).allows, keepMs};
    } catch {
      return {rules: () => true, keepMs: retryMs};
    } finally {
      clearTimeout(timer);
    }
  }
}
