/** client/store - remembers, for this tab, the run that is under way, so that a page that is loaded again goes on reading it. */

/** A run and the conversation that it belongs to. */
export interface KeptRun {
  readonly sessionId: string;
  readonly question: string;
  /** Sessions of the questions before, oldest first. */
  readonly before: readonly string[];
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** One place in the tab's storage. A browser that stores nothing forgets, and nothing else happens. */
export class RunKeeper {
  readonly #key: string;
  #kept = '';

  /** @param name - Tells windows of one page apart. */
  constructor(name: string) {
    this.#key = `llm-window:run:${name}`;
  }

  /** May be called once a frame: what is kept already is not written again. */
  keep(run: KeptRun): void {
    const kept = JSON.stringify(run);
    if (kept === this.#kept) return;
    this.#kept = kept;
    try {
      sessionStorage.setItem(this.#key, kept);
    } catch {
      // Full or forbidden.
    }
  }

  forget(): void {
    this.#kept = '';
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Forbidden.
    }
  }

  read(): KeptRun | undefined {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as Partial<Record<keyof KeptRun, unknown>> | null;
      if (!kept || !isText(kept.sessionId) || !isText(kept.question) || !Array.isArray(kept.before)) return undefined;
      return {sessionId: kept.sessionId, question: kept.question, before: kept.before.filter(isText)};
    } catch {
      return undefined;
    }
  }
}
