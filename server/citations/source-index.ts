/** server/citations - a source's text, ready to be compared with what cites it. */
import type {EvidenceSource} from '../pipeline/handoff.ts';
import {splitSentences} from '../text/split-sentences.ts';
import {type Terms, termsOf} from './claim-terms.ts';

/** One sentence of a source. */
export interface SourceSentence extends Terms {
  readonly text: string;
  /** Its words and numbers. */
  readonly own: ReadonlySet<string>;
  /** Its clauses: what one of them denies, another may not. */
  readonly clauses: readonly Terms[];
  /** Words and numbers of the sentences next to it in its passage, and of its headings. */
  readonly around: ReadonlySet<string>;
}

/** All that the models were given of one source. */
export interface SourceIndex {
  readonly sentences: readonly SourceSentence[];
  /** All its words and numbers, title and headings included. */
  readonly all: ReadonlySet<string>;
}

const CLAUSE_END = /[,;:—–，；、]\s*|\s(?=(?:but|while|whereas|although|aber|sondern|während|mais|tandis|pero|sino|mientras|но)\s)/u;

/** Reads a source's passages. @param language - Of the source's text. */
export function indexSource({title, passages}: EvidenceSource, language: string): SourceIndex {
  const all = new Set(wordsAndNumbers(termsOf(title, language)));
  const sentences: SourceSentence[] = [];
  for (const {text, heading = ''} of passages) {
    const headings = wordsAndNumbers(termsOf(`${title}. ${heading}`, language));
    const read = text
      .split('\n')
      .flatMap((line) => splitSentences(line, language))
      .map((sentence) => sentence.trim())
      .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
      .map((sentence) => {
        const terms = termsOf(sentence, language);
        return {text: sentence, terms, own: new Set(wordsAndNumbers(terms))};
      });
    for (const [index, {text: sentence, terms, own}] of read.entries()) {
      const around = new Set([...headings, ...(read[index - 1]?.own ?? []), ...(read[index + 1]?.own ?? [])]);
      let clauses: readonly Terms[] | undefined;
      sentences.push({
        ...terms,
        text: sentence,
        own,
        around,
        // Few sentences are ever asked for theirs.
        get clauses() {
          return (clauses ??= clausesOf(sentence, terms, language));
        },
      });
      for (const word of own) all.add(word);
    }
    for (const word of headings) all.add(word);
  }
  return {sentences, all};
}

function clausesOf(sentence: string, terms: Terms, language: string): readonly Terms[] {
  const parts = sentence.split(CLAUSE_END).filter((part) => part.trim() !== '');
  return parts.length > 1 ? parts.map((part) => termsOf(part, language)) : [terms];
}

/** Numbers are told from words that are written with digits. */
export const wordsAndNumbers = ({words, numbers}: Terms): string[] => [...words, ...Array.from(numbers, numberKey)];

export const numberKey = (number: string): string => `#${number}`;
