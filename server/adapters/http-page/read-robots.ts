/**
 * server/adapters/http-page - the rules of a `robots.txt` that are for us. Whoever wrote it may mean harm, so they are few, short and
 * quick to compare: a hostile one costs about as much as an honest one.
 * @see https://www.rfc-editor.org/rfc/rfc9309
 */

/** What a `robots.txt` asks of us. */
export interface Robots {
  /** Rules that are kept; the first that fits a page decides. */
  readonly rules: readonly RobotsRule[];
  /** Whether a page of this site may be read. */
  readonly allows: (page: URL) => boolean;
}

/** One line of it. */
export interface RobotsRule {
  readonly isAllowed: boolean;
  /** As it is compared: `*` stands for anything, a `$` at its end for the end of the path. */
  readonly pattern: string;
}

/** Lines that are read. */
const MAX_LINES = 20_000;
/** Rules that are kept, and what all of them may come to, in UTF-16 units; those that follow do not count. */
const MAX_RULES = 1_000;
const MAX_LENGTH = 64_000;
/** A rule with more wildcards is left out: no site needs it. */
const MAX_WILDCARDS = 5;
/** Of a longer path, the beginning is compared. In UTF-16 units. */
const MAX_PATH = 1_000;

const LINE = /^[ \t]*([a-z-]+)[ \t]*:([^#\r\n]*)/gimu;

/**
 * Reads a `robots.txt`. Where a group of rules has our name, those for all programs mean nothing to us.
 * @param agent - Our name.
 */
export function readRobots(text: string, agent: string): Robots {
  const own = toName(agent);
  const groups = new Map<string, Group>();
  let named = new Set<Group>();
  let isNaming = false;
  let lines = 0;
  for (const [, key = '', value = ''] of text.matchAll(LINE)) {
    if (++lines > MAX_LINES) break;
    const directive = key.toLowerCase();
    const said = value.trim();
    if (directive === 'user-agent') {
      if (!isNaming) named = new Set();
      const name = toName(said);
      if (name === own || name === '*') {
        const group = groups.get(name) ?? new Group();
        groups.set(name, group);
        named.add(group);
      }
    } else if (directive === 'allow' || directive === 'disallow') {
      for (const group of named) group.add(said, directive === 'allow');
    }
    isNaming = directive === 'user-agent';
  }
  const rules = (groups.get(own) ?? groups.get('*'))?.sorted ?? [];
  return {
    rules,
    allows: ({pathname, search}) => {
      const path = upperEscapes(pathname + search);
      return rules.find(({pattern}) => fits(pattern, path.slice(0, MAX_PATH), path.length <= MAX_PATH))?.isAllowed ?? true;
    },
  };
}

/** Rules while they are read. */
class Group {
  readonly #rules: RobotsRule[] = [];
  #length = 0;

  add(said: string, isAllowed: boolean): void {
    if (said === '' || said.length > MAX_PATH || this.#rules.length >= MAX_RULES || this.#length + said.length > MAX_LENGTH) return;
    // Several `*` in a row are one.
    const pattern = said.replace(/\*+/gu, '*');
    if (pattern.split('*').length - 1 > MAX_WILDCARDS) return;
    this.#rules.push({pattern: escaped(pattern), isAllowed});
    this.#length += said.length;
  }

  /** The longest rule decides; of two, the one that allows. */
  get sorted(): readonly RobotsRule[] {
    return this.#rules.toSorted((one, other) => other.pattern.length - one.pattern.length || Number(other.isAllowed) - Number(one.isAllowed));
  }
}

/** Whether a path begins as a pattern says. @param isWhole - Whether all of the path is there. */
function fits(pattern: string, path: string, isWhole: boolean): boolean {
  const isAnchored = pattern.endsWith('$');
  const [first = '', ...pieces] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  const last = isAnchored ? pieces.pop() : '';
  let at = first.length;
  // Each piece at its first place: what comes later has the more room.
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  if (!isAnchored) return true;
  return isWhole && (last === undefined ? path.length === at : path.length - last.length >= at && path.endsWith(last));
}

/** A name without its version. */
const toName = (agent: string): string => (agent.split('/', 1)[0] ?? '').trim().toLowerCase();

/** With signs beyond ASCII as they are in addresses. */
const escaped = (pattern: string): string => upperEscapes(encodeURI(pattern.toWellFormed()).replaceAll('%25', '%'));

const upperEscapes = (text: string): string => text.replace(/%[0-9a-f]{2}/giu, (escape) => escape.toUpperCase());
