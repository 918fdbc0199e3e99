/** server/related - single words of the sources: what to ask about where there are neither headings nor phrases. Pure. */
import {smallWords} from '../analysis/key-terms.ts';
import {stem, stemsOf} from '../analysis/stems.ts';
import {wordsOf} from '../analysis/words.ts';
import type {EvidenceSource} from '../pipeline/handoff.ts';
import {speaksToModels} from '../text/speaks-to-models.ts';
import {splitSentences} from '../text/split-sentences.ts';
import {UNSPACED} from '../text/unspaced-scripts.ts';

const MAX_SENTENCES = 200;
const MAX_WORDS = 50;
/** Letters of a word that says something by itself; a word of Chinese is short. */
const MIN_LENGTH = 5;
const MIN_UNSPACED = 2;

/** A word. */
export interface KeyWord {
  /** As it was first written. */
  readonly text: string;
  /** Whether it seems to name something: it stands in a heading or a title, has the capital of a German noun, or is written in a script without spaces (but not in hiragana, as Japanese's small words are). */
  readonly isNoun: boolean;
}

/**
 * Words of the sources: nouns first, then those that most sentences have beside a term of the question, then longer ones.
 * @param terms - Stems of what was asked: they are left out.
 */
export function keyWords(sources: readonly EvidenceSource[], terms: ReadonlySet<string>, language: string): KeyWord[] {
  const isSmall = smallWords(language);
  const found = new Map<string, {readonly text: string; sentences: number}>();
  // Of a passage that speaks to models, no word is worth a question.
  const passages = sources.flatMap((source) => source.passages).filter(({heading, text}) => !speaksToModels(`${heading ?? ''}\n${text}`));
  const named = [...sources.map(({title}) => title).filter((title) => !speaksToModels(title)), ...passages.map(({heading}) => heading ?? '')];
  const headings = new Set(stemsOf(named.join('\n'), language));
  const isNoun = (text: string, key: string) => headings.has(key) || (language === 'de' && /^\p{Lu}\p{Ll}/u.test(text)) || (UNSPACED.test(text) && !/\p{Script=Hiragana}/u.test(text));
  const sentences = passages.flatMap(({text}) => splitSentences(text, language)).slice(0, MAX_SENTENCES);
  for (const sentence of sentences) {
    const words = wordsOf(sentence).map(({text}) => ({text, key: stem(text.toLowerCase())}));
    const weight = words.some(({key}) => terms.has(key)) ? 2 : 1;
    for (const {text, key} of new Map(words.map((word) => [word.key, word])).values()) {
      if (terms.has(key) || isSmall(text.toLowerCase()) || !/^[\p{L}\p{M}-]+$/u.test(text) || text.length < (UNSPACED.test(text) ? MIN_UNSPACED : MIN_LENGTH)) continue;
      const known = found.get(key);
      if (known) known.sentences += weight;
      else found.set(key, {text, sentences: weight});
    }
  }
  return [...found]
    .map(([key, {text, sentences: times}]) => ({text, times, isNoun: isNoun(text, key)}))
    .sort((a, b) => Number(b.isNoun) - Number(a.isNoun) || b.times - a.times || b.text.length - a.text.length)
    .slice(0, MAX_WORDS)
    .map(({text, isNoun: names}) => ({text, isNoun: names}));
}
