/** client/controllers - which models are asked: those that the page wants, or else those that the reader chooses from the server's. */
import type {ReactiveControllerHost} from 'lit';
import {givenText} from '../elements/given-text.ts';
import {modelChoices} from '../elements/model-choices.ts';
import type {ModelChoice} from '../store/api.ts';

export class ModelChooser {
  readonly #host: ReactiveControllerHost;
  #choices: readonly ModelChoice[] = [];
  #wanted: readonly string[] = [];
  #chosen: readonly string[] = [];
  #choicesOf = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** What the reader may choose from. */
  get choices(): readonly ModelChoice[] {
    return this.#choices;
  }

  /** What to ask; the server decides when there are none. */
  get models(): readonly string[] {
    return this.#wanted.length > 0 ? this.#wanted : this.#chosen;
  }

  /** What the reader chose. */
  choose(models: readonly string[]): void {
    this.#chosen = models;
  }

  /** What the page wants, as a list or separated by commas. */
  want(models: readonly string[] | string): void {
    const names: readonly unknown[] = typeof models === 'string' ? models.split(',') : Array.isArray(models) ? models : [];
    this.#wanted = names.map((name) => givenText(name).trim()).filter(Boolean);
  }

  /** Asks a server what there is; readers choose only where the page has not. @param server - Nothing is asked without one. */
  async look(server: string | undefined): Promise<void> {
    const of = `${server ?? ''} ${this.#wanted.join()}`;
    if (of === this.#choicesOf) return;
    this.#choicesOf = of;
    const choices = this.#wanted.length > 0 || server === undefined ? [] : await modelChoices(server);
    if (of !== this.#choicesOf || (choices.length === 0 && this.#choices.length === 0)) return;
    this.#choices = choices;
    this.#chosen = [];
    this.#host.requestUpdate();
  }
}
