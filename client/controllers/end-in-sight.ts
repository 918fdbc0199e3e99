/** client/controllers - whether a reader sees the end of something that grows, or soon may. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** A quarter of a screen away counts as in sight: a reader who scrolls there finds it drawn. */
const MARGIN = '25%';

/** Those of this page that watch an end. */
const watching = new Set<EndInSight>();

/** Whether a reader sees anything that grows, or nothing does. */
export const isGrowthSeen = (): boolean => watching.size === 0 || [...watching].some(({isInSight}) => isInSight);

/** Watches an element at the end; without one, the end counts as in sight. */
export class EndInSight implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #end: () => Element | null;
  readonly #observer: IntersectionObserver;
  #observed: Element | null = null;
  #isInSight = true;

  /**
   * @param end - What to watch; nothing while nothing grows.
   * @param come - Called when it comes into sight.
   */
  constructor(host: ReactiveControllerHost & Element, end: () => Element | null, come: () => void) {
    this.#host = host;
    this.#end = end;
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#isInSight = entries.at(-1)?.isIntersecting === true;
        if (this.#isInSight) come();
      },
      {rootMargin: MARGIN, scrollMargin: MARGIN},
    );
    host.addController(this);
  }

  get isInSight(): boolean {
    return this.#isInSight;
  }

  hostUpdated(): void {
    this.#observe(this.#host.isConnected ? this.#end() : null);
  }

  hostDisconnected(): void {
    this.#observe(null);
  }

  #observe(end: Element | null): void {
    if (end === this.#observed) return;
    this.#observer.disconnect();
    this.#observed = end;
    this.#isInSight = true;
    watching.delete(this);
    if (!end) return;
    watching.add(this);
    this.#observer.observe(end);
  }
}
