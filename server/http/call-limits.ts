/** server/http - how much one client may ask: sessions a minute, sessions at once, calls of any kind, and what its token allows. */
import type {Context} from 'koa';
import type {RateLimiterMemory, RateLimiterRes} from 'rate-limiter-flexible';
import type {Session} from '../session/session.ts';
import type {Caller} from './caller.ts';
import type {ClientAddress} from './client-address.ts';
import type {Grant} from './embed-token.ts';
import {Problem} from './problem.ts';

/** The limits; where one is left out, loopback has none and others have the default. */
export interface CallLimitOptions {
  /** Sessions a minute. @defaultValue 30 */
  readonly perMinute?: number | undefined;
  /** Sessions that run at once. @defaultValue 10 */
  readonly atOnce?: number | undefined;
}

/** Calls of any kind that come to one session, generously: stop, share, feedback, vitals. */
const CALLS_PER_SESSION = 20;

/** Undoes one count. */
type GiveBack = () => Promise<unknown>;

/** Counts what callers do, by token and by address. The library is loaded by the first call that is counted. */
export class CallLimits {
  readonly #perMinute: number | undefined;
  readonly #atOnce: number | undefined;
  readonly #running = new Map<string, number>();
  #limiters: Promise<{readonly starts: RateLimiterMemory; readonly calls: RateLimiterMemory; readonly quota: RateLimiterMemory}> | undefined;

  constructor({perMinute, atOnce}: CallLimitOptions = {}) {
    this.#perMinute = perMinute;
    this.#atOnce = atOnce;
  }

  /** Counts a call of any kind. @throws Problem - 429 when there were too many. */
  async countCall({key, loopback}: ClientAddress): Promise<void> {
    if (loopback && this.#perMinute === undefined) return;
    const {calls} = await this.#load();
    await calls.consume(key).catch((spent: unknown) => {
      throw tooMany('rate-limited', 'Too many calls. Try again later.', waitS(spent));
    });
  }

  /**
   * Counts a start, and tells the caller what is left. One that is refused, here or later, costs nothing.
   * @returns Takes it back: nothing was started after all.
   * @throws Problem - 429 when it is one too many.
   */
  async countStart(ctx: Context, caller: Caller): Promise<() => Promise<void>> {
    const counted: GiveBack[] = [];
    const takeBack = async () => {
      await Promise.all(counted.map((giveBack) => giveBack()));
    };
    try {
      await this.#countRate(ctx, caller, counted);
      await this.#countQuota(caller.grant, counted);
    } catch (error) {
      await takeBack();
      throw error;
    }
    return takeBack;
  }

  async #countRate(ctx: Context, {address, grant}: Caller, counted: GiveBack[]): Promise<void> {
    if (address.loopback && this.#perMinute === undefined) return;
    const {starts} = await this.#load();
    let least = Infinity;
    for (const key of keysOf({address, grant})) {
      const result = await starts.consume(key).catch((spent: unknown) => spent as RateLimiterRes);
      counted.push(() => starts.reward(key));
      const left = Math.max(0, result.remainingPoints);
      // The caller is told of the limit that it meets first.
      if (left < least) ctx.set({'RateLimit-Limit': String(starts.points), 'RateLimit-Remaining': String(left), 'RateLimit-Reset': waitS(result), 'RateLimit-Policy': `${starts.points};w=60`});
      least = Math.min(least, left);
      if (result.consumedPoints > starts.points) throw tooMany('rate-limited', 'Too many questions in a short time. Try again later.', waitS(result));
    }
  }

  /** @throws Problem - 429 when as many run as may. */
  checkRunning(caller: Caller): void {
    if (caller.address.loopback && this.#atOnce === undefined) return;
    const most = this.#atOnce ?? 10;
    if (keysOf(caller).some((key) => (this.#running.get(key) ?? 0) >= most)) throw tooMany('too-many-sessions', `Only ${most} of your questions are answered at once. Wait for one, or stop it.`, '5');
  }

  /** Counts a session as long as it runs. */
  countRunning(caller: Caller, session: Session): void {
    const keys = keysOf(caller);
    const add = (change: number) => {
      for (const key of keys) {
        const count = (this.#running.get(key) ?? 0) + change;
        if (count > 0) this.#running.set(key, count);
        else this.#running.delete(key);
      }
    };
    add(1);
    session.feed.horizon$.subscribe({complete: () => add(-1)});
  }

  async #countQuota(grant: Grant | undefined, counted: GiveBack[]): Promise<void> {
    if (grant?.quota === undefined) return;
    const {quota} = await this.#load();
    const lifeS = Math.max(1, Math.ceil(grant.expires - Date.now() / 1_000));
    const {consumedPoints} = await quota.consume(grant.token, 1, {customDuration: lifeS}).catch((spent: unknown) => spent as RateLimiterRes);
    counted.push(() => quota.reward(grant.token));
    if (consumedPoints > grant.quota) throw tooMany('quota-exceeded', 'The token’s quota of questions is used up.', String(lifeS));
  }

  #load() {
    this.#limiters ??= import('rate-limiter-flexible').then(({RateLimiterMemory: Limiter}) => {
      const points = this.#perMinute ?? 30;
      return {
        starts: new Limiter({keyPrefix: 'start', points, duration: 60}),
        calls: new Limiter({keyPrefix: 'call', points: points * CALLS_PER_SESSION, duration: 60}),
        quota: new Limiter({keyPrefix: 'quota', points: Number.MAX_SAFE_INTEGER, duration: 60}),
      };
    });
    return this.#limiters;
  }
}

const keysOf = ({address, grant}: Caller): readonly string[] => [`address ${address.key}`, ...(grant ? [`token ${grant.subject}`] : [])];

const waitS = (spent: unknown): string => String(Math.max(1, Math.ceil(((spent as RateLimiterRes).msBeforeNext || 1_000) / 1_000)));

const tooMany = (code: 'rate-limited' | 'too-many-sessions' | 'quota-exceeded', detail: string, retryAfterS: string) => new Problem(429, code, detail, {headers: {'Retry-After': retryAfterS}});
