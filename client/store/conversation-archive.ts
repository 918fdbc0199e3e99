/** client/store - conversations kept in this browser, for readers to come back to. Used only where a page asks for it. */
import type {KeptTurn, Turn} from './turn.ts';

/** So many conversations are kept; the oldest go. */
const KEPT = 20;

/** One conversation. */
export interface KeptConversation {
  /** When it was last answered, in milliseconds since 1970. */
  readonly at: number;
  /** Oldest first; never empty. */
  readonly turns: readonly KeptTurn[];
}

/** The conversations with one server. A browser that stores nothing has none. */
export class ConversationArchive {
  readonly #key: string;

  constructor(server: string) {
    this.#key = `llm-window:conversations:${server}`;
  }

  /** Newest first. */
  list(): readonly KeptConversation[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  /** Keeps a conversation, in place of what was kept of it before. */
  keep(turns: readonly Turn[], now: number = Date.now()): void {
    const kept = turns.map(({sessionId, state}) => ({sessionId, state}));
    if (kept.length === 0) return;
    const others = this.list().filter((one) => idOf(one.turns) !== idOf(kept));
    this.#write([{at: now, turns: kept}, ...others].slice(0, KEPT));
  }

  forget(): void {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Forbidden.
    }
  }

  /** What does not fit is left out, oldest first. */
  #write(conversations: readonly KeptConversation[]): void {
    for (let some = conversations; some.length > 0; some = some.slice(0, -1)) {
      try {
        localStorage.setItem(this.#key, JSON.stringify(some));
        return;
      } catch {
        // Full, or forbidden.
      }
    }
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Its first session; where there are none, the chat that all of it belongs to. */
const idOf = ([first]: readonly KeptTurn[]): string | undefined => first?.sessionId ?? first?.state.parent;

const isTurn = (turn: unknown): boolean =>
  isRecord(turn) && ['string', 'undefined'].includes(typeof turn['sessionId']) && isRecord(turn['state']) && typeof turn['state']['question'] === 'string' && Array.isArray(turn['state']['answers']);

const isKept = (kept: unknown): kept is KeptConversation =>
  isRecord(kept) && typeof kept['at'] === 'number' && Array.isArray(kept['turns']) && kept['turns'].length > 0 && kept['turns'].every(isTurn);
