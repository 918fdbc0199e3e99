/**
 * client/controllers - speaks through hidden live regions.
 * What comes within a moment is said together: a screen reader drops news that coincide with a change of focus, and cuts off
 * what is followed by more. Two regions take turns, so that the same words are heard again.
 */
import {html, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';

/** How long news are gathered, in milliseconds. */
const GATHER_MS = 300;
/** How long words stay for a reader who comes across the region, in milliseconds. */
const STAY_MS = 5_000;

/** One thing to say. */
export interface Spoken {
  /** Of one topic only the newest is said. */
  readonly topic: string;
  readonly text: string;
  readonly urgent: boolean;
}

/** Says what it is given; its host puts {@link Announcer.render} into its template. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #pending = new Map<string, Spoken>();
  #said: readonly [polite: string, urgent: string] = ['', ''];
  #turn: 0 | 1 = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
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
    this.#timer = setTimeout(this.#speak, GATHER_MS);
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
    this.#turn = this.#turn === 0 ? 1 : 0;
    this.#said = [join(false), join(true)];
    this.#timer = setTimeout(this.#clear, STAY_MS);
    this.#host.requestUpdate();
  };

  readonly #clear = (): void => {
    this.#said = ['', ''];
    this.#host.requestUpdate();
  };
}
