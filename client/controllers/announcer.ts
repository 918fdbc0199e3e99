/**
 * client/controllers - speaks to a screen reader: by `ariaNotify()` where there is one, else through hidden live regions.
 * What comes within a moment is said together: a screen reader drops news that coincide with a change of focus, and cuts off
 * what is followed by more. Two regions take turns, so that the same words are heard again.
 */
import {html, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';

/** How long news are gathered, in milliseconds. */
const GATHER_MS = 300;
/** Between two announcements, in milliseconds: what follows at once cuts off what came before. */
const APART_MS = 400;
/** How long words stay for a reader who comes across the region, in milliseconds. */
const STAY_MS = 5_000;

/** One thing to say. */
export interface Spoken {
  /** Of one topic only the newest is said. */
  readonly topic: string;
  readonly text: string;
  readonly urgent: boolean;
}

/** Says a text without any region; returns whether it could. */
export type Notify = (text: string, urgent: boolean) => boolean;

/** What an element of a browser that can say something by itself has. */
interface Speaker {
  ariaNotify(text: string, options: {readonly priority: 'high' | 'normal'}): void;
}

/** Says what it is given; its host puts {@link Announcer.render} into its template. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #notify: Notify;
  readonly #pending = new Map<string, Spoken>();
  #said: readonly [polite: string, urgent: string] = ['', ''];
  #turn: 0 | 1 = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saidAt = -Infinity;

  /** @param notify - By default the host's own `ariaNotify()`, in browsers that have it. */
  constructor(host: ReactiveControllerHost, notify: Notify = notifyBy(host)) {
    this.#host = host;
    this.#notify = notify;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
    this.#said = ['', ''];
  }

  /** Says something soon. */
  say(news: Spoken): void {
    this.#pending.delete(news.topic); // the newest is said last
    this.#pending.set(news.topic, news);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#speak, Math.max(GATHER_MS, this.#saidAt + APART_MS - performance.now()));
  }

  /** The regions. */
  render(): TemplateResult {
    const region = (text: string, turn: 0 | 1) => (turn === this.#turn ? text : '');
    const [polite, urgent] = this.#said;
    return html`
      <div class="visually-hidden">
        <p aria-live="polite">${region(polite, 0)}</p>
        <p aria-live="polite">${region(polite, 1)}</p>
        <p aria-live="assertive">${region(urgent, 0)}</p>
        <p aria-live="assertive">${region(urgent, 1)}</p>
      </div>
    `;
  }

  readonly #speak = (): void => {
    const news = [...this.#pending.values()];
    const join = (urgent: boolean) => news.flatMap((one) => (one.urgent === urgent ? [one.text] : [])).join(' ');
    this.#pending.clear();
    this.#saidAt = performance.now();
    const [polite, urgent] = [join(false), join(true)];
    const left = [polite !== '' && this.#notify(polite, false) ? '' : polite, urgent !== '' && this.#notify(urgent, true) ? '' : urgent] as const;
    if (left.every((text) => text === '')) return;
    this.#turn = this.#turn === 0 ? 1 : 0;
    this.#said = left;
    this.#timer = setTimeout(this.#clear, STAY_MS);
    this.#host.requestUpdate();
  };

  readonly #clear = (): void => {
    this.#said = ['', ''];
    this.#host.requestUpdate();
  };
}

const notifyBy =
  (host: object): Notify =>
  (text, urgent) => {
    if (!('ariaNotify' in host)) return false;
    (host as Speaker).ariaNotify(text, {priority: urgent ? 'high' : 'normal'});
    return true;
  };
