/** client/controllers - what a screen reader is told of a window: as much as its page wants. */
import {announcements} from '../elements/announcements.ts';
import type {SpokenText} from '../elements/spoken-text.ts';
import type {Turn} from '../store/turn.ts';
import type {Words} from '../words/words.ts';
import type {Announcer} from './announcer.ts';

/** How much: nothing, the boundaries of a run, or each finished paragraph too. */
export type Verbosity = 'off' | 'boundaries' | 'paragraphs';

export class Speech {
  readonly #announcer: Announcer;
  #text: SpokenText | undefined;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  /** Tells what became different between two moments. */
  tell(before: Turn, now: Turn, words: Words, verbosity: Verbosity): void {
    if (verbosity === 'off') return;
    for (const spoken of announcements(before, now, words)) this.#announcer.say(spoken);
    if (verbosity === 'paragraphs') void this.#readOut(now, words);
  }

  /** Tells that the device went offline or came back. */
  tellOffline(offline: boolean, {status, announce}: Words, verbosity: Verbosity): void {
    if (verbosity !== 'off') this.#announcer.say({topic: 'connection', text: offline ? status.offlineAsk : announce.reconnected, urgent: false});
  }

  /** What reads is fetched with the first text. */
  async #readOut(now: Turn, {announce}: Words): Promise<void> {
    const module = this.#text ? undefined : await import('../elements/spoken-text.ts').catch(() => undefined);
    if (module) this.#text ??= new module.SpokenText();
    for (const spoken of this.#text?.next(now, announce) ?? []) this.#announcer.say(spoken);
  }
}
