/** server/search - tells texts that say nearly the same: an article that many sites carry, a file that many packages hold. */
import {wordsOf} from '../analysis/words.ts';

/** Texts with fewer words are too short to tell. */
const MIN_WORDS = 8;
/** Words that are compared together. */
const SHINGLE = 3;
/** The share of shingles that two texts have in common when they are nearly the same. */
const SAME = 0.8;

/**
 * Makes a test that remembers.
 * @returns Whether a text is nearly the same as one that it was called with before.
 */
export function createFold(): (text: string) => boolean {
  const seen: ReadonlySet<string>[] = [];
  return (text) => {
    const shingles = shinglesOf(text);
    if (shingles.size === 0) return false;
    if (seen.some((other) => likeness(shingles, other) >= SAME)) return true;
    seen.push(shingles);
    return false;
  };
}

function shinglesOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text).map(({text: word}) => word.toLowerCase());
  if (words.length < MIN_WORDS) return new Set();
  return new Set(words.slice(SHINGLE - 1).map((_, at) => words.slice(at, at + SHINGLE).join(' ')));
}

/** Jaccard's: what both have, of what either has. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((shingle) => other.has(shingle)).length;
  return both / (one.size + other.size - both);
}
