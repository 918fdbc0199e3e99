/** server/related - names and terms that come back in the sources: topics where headings are few. Pure. */
import {smallWords} from '../analysis/key-terms.ts';
import {stem, stemsOf} from '../analysis/stems.ts';
import {wordsOf} from '../analysis/words.ts';
import type {EvidenceSource} from '../pipeline/handoff.ts';
import {speaksToModels} from '../text/speaks-to-models.ts';
import {splitSentences} from '../text/split-sentences.ts';

/** Sentences that are read, and those that a phrase must be in. */
const MAX_SENTENCES = 200;
const FEWEST = 3;
const MAX_PHRASES = 6;

/** Words of code that stand in texts about it. */
const CODE = /^(?:const|let|var|function|return|import|export|async|await|class|new|null|true|false|undefined|string|number|boolean|npm|install|https?|www)$/iu;

interface Phrase {
  readonly text: string;
  readonly words: number;
  sentences: number;
  isBeside: boolean;
}

/**
 * Phrases of one to three telling words in a row that several sentences have, in at least one of which a term of the question stands too; best first.
 * @param terms - Stems of what was asked.
 */
export function keyPhrases(sources: readonly EvidenceSource[], terms: ReadonlySet<string>, language: string): string[] {
  const isSmall = smallWords(language);
  const found = new Map<string, Phrase>();
  const sentences = sources
    .flatMap(({passages}) => passages.flatMap(({text}) => text.split('\n').flatMap((line) => splitSentences(line, language))))
    .slice(0, MAX_SENTENCES)
    .filter((sentence) => !speaksToModels(sentence));
  for (const sentence of sentences) {
    const inSentence = new Set<string>();
    const isBeside = stemsOf(sentence, language).some((one) => terms.has(one));
    for (const run of runsOf(sentence, isSmall)) {
      const key = run.map((word) => stem(word.toLowerCase())).join(' ');
      if (inSentence.has(key) || run.every((word) => terms.has(stem(word.toLowerCase())))) continue;
      inSentence.add(key);
      const known = found.get(key);
      if (known) {
        known.sentences++;
        known.isBeside ||= isBeside;
      } else found.set(key, {text: run.join(' '), words: run.length, sentences: 1, isBeside});
    }
  }
  return [...found.values()]
    .filter(({sentences: times, isBeside}) => times >= FEWEST && isBeside)
    .sort((a, b) => b.sentences * b.words - a.sentences * a.words)
    .slice(0, MAX_PHRASES)
    .map(({text}) => text);
}

/** Telling words that stand in a row: two or three, or a name by itself. */
function runsOf(sentence: string, isSmall: (word: string) => boolean): string[][] {
  const runs: string[][] = [];
  let run: {text: string; index: number}[] = [];
  const end = () => {
    const words = run.map(({text}) => text);
    const isName = words.length === 1 && /^\p{Lu}/u.test(words[0] ?? '') && (run[0]?.index ?? 0) > 0;
    if ((words.length >= 2 && words.length <= 3) || isName) runs.push(words);
    run = [];
  };
  for (const word of wordsOf(sentence)) {
    const last = run.at(-1);
    const between = last ? sentence.slice(last.index + last.text.length, word.index) : '';
    if (last && between !== ' ') end();
    if (isSmall(word.text.toLowerCase()) || CODE.test(word.text) || !/^[\p{L}\p{M}][\p{L}\p{M}-]{2,}$/u.test(word.text)) end();
    else run.push(word);
  }
  end();
  return runs;
}
