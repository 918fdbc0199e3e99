/** server/citations - what a sentence says, as far as its words tell: words, names, numbers, negation. Pure. */
import {smallWords} from '../analysis/key-terms.ts';
import {partsOf, stem} from '../analysis/stems.ts';
import {wordTextsOf} from '../analysis/words.ts';
import {saysNo} from './negation.ts';
import {directionsOf} from './opposites.ts';

/** The terms of a sentence, in the form in which they are compared. */
export interface Terms {
  /** Stems of its telling words, names among them. */
  readonly words: ReadonlySet<string>;
  /** Stems of words with a capital that no grammar asks for. */
  readonly names: ReadonlySet<string>;
  /** The stem of its first word, when that has a capital and tells something: it may be a name. */
  readonly opening: string | undefined;
  /** Numbers, `1,500.0` as `1500`. */
  readonly numbers: ReadonlySet<string>;
  /** Whether it denies something. */
  readonly negated: boolean;
  /** On which side of which pair of opposites it is, such as `+rise`. */
  readonly directions: ReadonlySet<string>;
}

const NUMBER = /\d{1,3}(?:[.,'’\u00A0\u202F ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?/gu;
/** From two on: "one" and its like are articles and pronouns as well. */
const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  [
    'two three four five six seven eight nine ten eleven twelve',
    'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
    'deux trois quatre cinq six sept huit neuf dix onze douze',
    'dos tres cuatro cinco seis siete ocho nueve diez once doce',
    'due tre quattro cinque sei sette otto nove dieci undici dodici',
    'два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать',
  ].flatMap((list) => list.split(' ').map((word, index): [string, string] => [word, String(index + 2)])),
);

/**
 * Reads a sentence.
 * @param language - ISO 639 code, `und` when unknown.
 */
export function termsOf(sentence: string, language: string): Terms {
  const isSmall = smallWords(language);
  // In German every noun has a capital.
  const tellsNames = language !== 'de' && /\p{Ll}/u.test(sentence);
  const numbers = new Set(Array.from(sentence.matchAll(NUMBER), ([number]) => normalize(number)));
  const words = new Set<string>();
  const names = new Set<string>();
  let opening: string | undefined;
  const all = wordTextsOf(sentence);
  for (const [index, text] of all.entries()) {
    const lower = text.toLowerCase();
    const number = NUMBER_WORDS.get(lower);
    if (number !== undefined) {
      numbers.add(number);
      continue;
    }
    if (isSmall(lower)) continue;
    for (const part of partsOf(lower)) {
      if (/^\d+$/u.test(part)) continue;
      words.add(stem(part));
      if (!tellsNames || !/^\p{Lu}/u.test(text)) continue;
      if (index > 0 || /^\p{Lu}{2}/u.test(text)) names.add(stem(part));
      else opening = stem(part);
    }
  }
  return {words, names, opening, numbers, negated: saysNo(sentence, language), directions: directionsOf(all)};
}

function normalize(number: string): string {
  const [, whole = number, fraction = ''] = /^(.*?)(?:[.,](\d+))?$/u.exec(number) ?? [];
  const isThousands = /^\d{1,3}(?:[.,'’\u00A0\u202F ]\d{3})*[.,]\d{3}$/u.test(number) && !/^0/u.test(number);
  const digits = (text: string) => text.replace(/\D/gu, '');
  if (isThousands) return digits(number);
  const tail = fraction.replace(/0+$/u, '');
  return tail === '' ? digits(whole) : `${digits(whole)}.${tail}`;
}
