/**
 * client/controllers - scrolling while an answer grows. A new question is put at the top and stays there; the view follows the
 * end only once the reader has gone there, and until they leave it. Otherwise it is told that there is more below.
 */
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {afterDrawing} from './drawing.ts';

/** So near to the end counts as being there, in pixels. */
const NEAR = 48;
/** So far away from it a hand has left it: who scrolls by a few pixels at a time must get away too. */
const HAND = 2;
/** What readers scroll with, and for how long after it a scroll is theirs, in milliseconds. */
const HANDS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
const HANDS_MS = 1_000;
/** So long a scroll may take to be told of, in milliseconds. */
const DOUBT_MS = 200;
/** That there is more below is told along with something else, or after this long, in milliseconds: longer than fast text is apart. */
const MORE_MS = 250;
const KEYS_UP = ['ArrowUp', 'PageUp', 'Home', ' '];

/** What grows, and where it scrolls. */
export interface Scrolled {
  /** What grows. */
  readonly content: HTMLElement | null;
  /** What scrolls it; the page when left out. */
  readonly scroller?: Element | null | undefined;
  /** Height of what lies over the lower end of the scroller, in pixels. Asked only when it is needed: it makes the page lay itself out. */
  readonly covered: () => number;
}

/** Where the reader is, and whether the view goes along. */
export class ScrollFollower implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #scrolled: () => Scrolled;
  // In a frame of its own: what is changed while sizes are told is told again, which browsers take for a loop.
  readonly #sizes = new ResizeObserver(() => (this.#frame ??= requestAnimationFrame(() => this.#grown())));
  #frame: number | undefined;
  #endHearing: (() => void) | undefined;
  #observed: HTMLElement | undefined;
  #heard: EventTarget | undefined;
  #isFollowing = false;
  #isLive = false;
  #more = false;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #lastTop = 0;
  #lastHeight = 0;
  #handsAt = -Infinity;
  /** Since when the view is higher up than was told. */
  #doubtedAt: number | undefined;
  /** For browsers that do not keep what is read in place when something above it changes: what is read, where it was in view, and where in what scrolls. */
  #anchor: {readonly element: Element; readonly top: number; readonly place: number} | undefined;

  constructor(host: ReactiveControllerHost & Element, scrolled: () => Scrolled) {
    this.#host = host;
    this.#scrolled = scrolled;
    host.addController(this);
  }

  /** Whether text was added out of sight, below. */
  get hasMore(): boolean {
    return this.#more;
  }

  hostConnected(): void {
    this.#endHearing = afterDrawing(() => this.#drawn());
  }

  hostDisconnected(): void {
    this.#endHearing?.();
    this.#listen(undefined);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#sizes.disconnect();
    this.#observed = undefined;
    this.#anchor = undefined;
    clearTimeout(this.#telling);
  }

  hostUpdated(): void {
    clearTimeout(this.#telling);
    if (!this.#host.isConnected) return; // an update that was asked for before the host was removed
    const {content: grown, scroller} = this.#scrolled();
    const content = grown ?? undefined;
    this.#listen(content && (scroller ?? document)); // what scrolls in a shadow is not heard outside of it
    if (content === this.#observed) return;
    this.#sizes.disconnect();
    this.#observed = content;
    this.#following = this.#isFollowing;
    if (content) this.#sizes.observe(content);
  }

  /** Whether an answer is under way: only then is there anything to follow. */
  live(isLive: boolean): void {
    this.#isLive = isLive;
    if (!isLive) this.#following = false;
  }

  /** Puts a question at the top. */
  anchor(question: Element): void {
    this.#following = false;
    this.#show(false);
    question.scrollIntoView({block: 'start', behavior: 'instant'});
    this.#remember();
  }

  /** Goes to the end, and along with it from there on. */
  toEnd(): void {
    this.#following = this.#isLive;
    this.#show(false);
    this.#scrollBy(this.#below());
  }

  get #following(): boolean {
    return this.#isFollowing;
  }

  /** A browser need not look in each frame then for what it could keep in place: that is the end. */
  set #following(isFollowing: boolean) {
    this.#isFollowing = isFollowing;
    if (this.#observed) this.#observed.style.overflowAnchor = isFollowing ? 'none' : '';
  }

  get #scroller(): Element | null {
    return this.#scrolled().scroller ?? document.scrollingElement;
  }

  get #top(): number {
    return this.#scroller?.scrollTop ?? 0;
  }

  /** How much of the content lies below what can be seen, in pixels. */
  #below(): number {
    const {content, scroller, covered} = this.#scrolled();
    if (!content) return 0;
    const bottom = scroller ? scroller.getBoundingClientRect().bottom : document.documentElement.clientHeight;
    return content.getBoundingClientRect().bottom - (bottom - covered());
  }

  /** Goes along before the drawing is painted: a frame later, it would be painted twice. */
  #drawn(): void {
    if (this.#following) this.#follow();
  }

  #follow(): void {
    // Whose scroll that was is told with its event; a popup that is opened again may begin at its top and tell of nothing.
    if (this.#top < this.#lastTop && performance.now() - (this.#doubtedAt ??= performance.now()) < DOUBT_MS) return;
    this.#doubtedAt = undefined;
    this.#scrollBy(Math.max(0, this.#below()));
    this.#lastTop = this.#top;
  }

  #grown(): void {
    this.#frame = undefined;
    if (this.#following) this.#follow();
    else this.#keepAnchor();
    this.#show(!this.#following && this.#isLive && this.#below() > NEAR);
    this.#lastHeight = this.#height();
  }

  #height(): number {
    return this.#observed?.getBoundingClientRect().height ?? 0;
  }

  #listen(target: EventTarget | undefined): void {
    if (target === this.#heard) return;
    this.#heard?.removeEventListener('scroll', this.#onScroll);
    target?.addEventListener('scroll', this.#onScroll, {passive: true});
    for (const hand of HANDS) {
      this.#heard?.removeEventListener(hand, this.#onHand);
      target?.addEventListener(hand, this.#onHand, {passive: true});
    }
    this.#heard = target;
  }

  readonly #onScroll = (): void => {
    const top = this.#top;
    const up = this.#lastTop - top;
    const isUp = up > 0;
    this.#lastTop = top;
    this.#doubtedAt = undefined;
    const below = this.#below();
    const isAway = below > (this.#isByHand ? HAND : NEAR);
    if (isUp && isAway && this.#isReaders(up)) this.#following = false;
    else if (isUp && isAway && this.#following) this.#follow();
    else if (!isUp && this.#isLive && below <= NEAR) this.#following = true;
    if (below <= NEAR) this.#show(false);
    this.#remember();
  };

  readonly #onHand = (event: Event): void => {
    const isDown = event instanceof KeyboardEvent ? !KEYS_UP.includes(event.key) : event instanceof WheelEvent && event.deltaY >= 0;
    if (!isDown) this.#handsAt = performance.now();
  };

  get #isByHand(): boolean {
    return performance.now() - this.#handsAt < HANDS_MS;
  }

  /**
   * Whether it was the reader, or the page for them, who scrolled up. A browser does so too when what stands above what is read turns out to be
   * smaller than it took it for; then the height has changed as well, and text may have come at the same time.
   */
  #isReaders(up: number): boolean {
    const height = this.#height();
    const change = Math.abs(height - this.#lastHeight);
    this.#lastHeight = height;
    return this.#isByHand || up > change + (change > 0 ? (this.#scroller?.clientHeight ?? 0) : 0);
  }

  #show(more: boolean): void {
    if (more === this.#more) return;
    this.#more = more;
    if (more) this.#telling = setTimeout(() => this.#host.requestUpdate(), MORE_MS);
    else this.#host.requestUpdate();
  }

  #scrollBy(top: number): void {
    this.#scroller?.scrollBy({top, behavior: 'instant'});
  }

  #remember(): void {
    if (CSS.supports('overflow-anchor', 'auto') || !this.#observed) return;
    const edge = this.#scrolled().scroller?.getBoundingClientRect().top ?? 0;
    const element = [...this.#observed.querySelectorAll('[data-anchor]')].find((one) => one.getBoundingClientRect().bottom > edge);
    const top = element?.getBoundingClientRect().top ?? 0;
    this.#anchor = element && {element, top, place: top + this.#top};
  }

  #keepAnchor(): void {
    if (!this.#anchor?.element.isConnected) return;
    const {element, top, place} = this.#anchor;
    const moved = element.getBoundingClientRect().top + this.#top - place; // a reader may have scrolled meanwhile
    const edge = this.#scrolled().scroller?.getBoundingClientRect().top ?? 0;
    if (moved !== 0 && top < edge + 1) this.#scrollBy(moved); // what is wholly in view may grow as it likes
    this.#remember();
  }
}
