/** test/client/support - notes what code leaves on a page: listeners outside of elements, timers, frames, observers. */
/* eslint-disable @typescript-eslint/unbound-method, @typescript-eslint/no-this-alias -- methods of the platform are replaced for a while, with their own `this` */

type Callback = (...args: unknown[]) => unknown;

/** What outlives an element: the page, its document, media queries; not the nodes in it. */
const outlives = (target: unknown): boolean => !(target instanceof Node) || target === document || target === document.documentElement || target === document.body;

/** Targets that their owners let go of with themselves. */
const isOwned = (target: unknown): boolean => target instanceof AbortSignal || target instanceof ShadowRoot;

/** Watches from its making until {@link PageWatch.close}. */
export class PageWatch {
  readonly #listeners = new Map<object, Set<string>>();
  readonly #waiting = new Map<string, string>();
  readonly #observers = new Set<object>();
  readonly #names = new Map<unknown, number>();
  readonly #restore: (() => void)[] = [];

  constructor() {
    this.#watchListeners();
    for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval'], ['requestAnimationFrame', 'cancelAnimationFrame']] as const) this.#watchTimers(set, clear);
    for (const Observer of [ResizeObserver, IntersectionObserver, MutationObserver, PerformanceObserver]) this.#watchObservers(Observer.prototype);
  }

  /** What is still there, in words; empty when nothing is. */
  get left(): readonly string[] {
    const listeners = [...this.#listeners].flatMap(([target, kinds]) => [...kinds].map((kind) => `${target.constructor.name} hears ${kind}`));
    return [...listeners, ...this.#waiting.values(), ...[...this.#observers].map(({constructor: {name}}) => `a ${name} observes`)];
  }

  close(): void {
    for (const restore of this.#restore) restore();
  }

  #watchListeners(): void {
    const watch = this;
    const {addEventListener, removeEventListener} = EventTarget.prototype;
    const keyOf = (type: string, listener: unknown, options: unknown) => `${type} #${this.#name(listener)}${options === true || (options as AddEventListenerOptions | undefined)?.capture ? ' capture' : ''}`;
    const forget = (target: object, key: string) => {
      const kinds = this.#listeners.get(target);
      kinds?.delete(key);
      if (kinds?.size === 0) this.#listeners.delete(target);
    };
    EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
      const target = this ?? window;
      addEventListener.call(target, type, listener, options);
      if (!listener || !outlives(target) || isOwned(target)) return;
      const key = keyOf(type, listener, options);
      const kinds = watch.#listeners.get(target) ?? new Set();
      watch.#listeners.set(target, kinds.add(key));
      if (typeof options !== 'object') return;
      if (options.once) addEventListener.call(target, type, () => forget(target, key), options);
      if (options.signal) addEventListener.call(options.signal, 'abort', () => forget(target, key));
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
      removeEventListener.call(this ?? window, type, listener, options);
      forget(this ?? window, keyOf(type, listener, options));
    };
    this.#restore.push(() => Object.assign(EventTarget.prototype, {addEventListener, removeEventListener}));
  }

  #watchTimers(set: 'setTimeout' | 'setInterval' | 'requestAnimationFrame', clear: 'clearTimeout' | 'clearInterval' | 'cancelAnimationFrame'): void {
    const original: Record<string, Callback> = {[set]: window[set] as Callback, [clear]: window[clear] as Callback};
    Object.assign(window, {
      [set]: (callback: Callback, ...rest: unknown[]) => {
        const key = () => `${set} ${String(id)}`;
        const run = (...args: unknown[]): unknown => {
          if (set !== 'setInterval') this.#waiting.delete(key());
          return callback(...args);
        };
        const id = original[set]!.call(window, run, ...rest);
        const {stack = ''} = new Error();
        if (!stack.includes('testing-helpers')) this.#waiting.set(key(), `${set} waits: ${stack.split('\n').slice(2, 5).join(' < ')}`);
        return id;
      },
      [clear]: (id: unknown) => {
        this.#waiting.delete(`${set} ${String(id)}`);
        return original[clear]!.call(window, id);
      },
    });
    this.#restore.push(() => Object.assign(window, original));
  }

  #watchObservers(prototype: {observe: Callback; disconnect: Callback} | {observe(...args: never[]): void; disconnect(): void}): void {
    const watch = this;
    const {observe, disconnect} = prototype as {observe: Callback; disconnect: Callback};
    Object.assign(prototype, {
      observe(this: object, ...args: unknown[]) {
        watch.#observers.add(this);
        return observe.apply(this, args);
      },
      disconnect(this: object) {
        watch.#observers.delete(this);
        return disconnect.call(this);
      },
    });
    this.#restore.push(() => Object.assign(prototype, {observe, disconnect}));
  }

  #name(listener: unknown): number {
    const known = this.#names.get(listener) ?? this.#names.size + 1;
    this.#names.set(listener, known);
    return known;
  }
}
