/** server/adapters/extractive-model - what a sentence is worth as a quote, whatever it is about: by its form and where it stands. Pure. */
import {stem} from '../../analysis/stems.ts';
import {wordsOf} from '../../analysis/words.ts';
import type {Evidence} from '../../pipeline/handoff.ts';

const QUESTION = /[?？]["”'’)]*$/u;
const ENDED = /[.!。！]["”'’)»\]]*$/u;
/** What it announces comes after it, and is not quoted. */
const ANNOUNCES = /[:：]$/u;
const CUT = /…$/u;
/** A name such as `from2` or `lit-html` may begin a sentence; a lower-case word is what is left of one. */
const FRAGMENT = /^\p{Ll}+(?=[\s,;])/u;
/** Points back at what is not quoted. */
const POINTS_BACK =
  /^(?:this|these|that|those|its?|they|their|he|she|however|also|but|and|then|thus|therefore|hence|so|otherwise|instead|in (?:either|this|that|such|both) cases?|for example|for instance|see|note that|dies\p{L}*|er|sie|es|aber|und|dann|daher|zum beispiel|cela|ceci|il|elle|ils|elles|mais|et|donc|esto|estos|estas|pero|y|por ejemplo)(?!\p{L})/iu;
/** An entry of a reference: true of one option or method, and rarely what a reader asks. */
const ENTRY =
  /^(?:[\p{L}\d_.$-]+(?:\([^)]*\))?(?: (?:object|function|string|number|boolean|array))?(?: [-–]|:) |(?:returns?|emitted|whether|throws|gets?|sets?|static method|boolean|an? (?:optional )?(?:string|number|boolean|array|object|function)|array of|defaults? to|same as|rejection|the same as|instance of|specifies|indicates)(?!\p{L}))/iu;
/** Half a sentence: `When the request is aborted.` */
const HALF = /^(?:when|if|while|because|once|unless|where|as soon as|wenn|falls|weil|quand|si|cuando)(?!\p{L})[^,]*$/iu;
/** Talk about the project, its badges and its makers. */
const ABOUT_ITSELF = /\b(?:sponsors?|backers?|patreon|open collective|star us|join our|thanks to|maintained by|pull requests?|contributions?|superseded|deprecated|discord|slack|licen[sc]ed)\b|^(?:please )?see\b|\bfor more (?:information|details)\b/iu;
/** Lists of changes: true once, and rarely an answer. */
const CHANGELOG = /\b(?:change ?log|changes|history|release notes?|releases|what['’]s new|migrat\p{L}*|upgrad\p{L}*|meeting)\b/iu;
const ASKS_FOR_CHANGES = /\b(?:change\p{L}*|version\p{L}*|release\p{L}*|new|news|latest|history|migrat\p{L}*|upgrad\p{L}*|fixed|added|removed|deprecat\p{L}*|neu\p{L}*|nouveau\p{L}*|nuev\p{L}*)\b/iu;

/** `X is …`, as what asks "What is X?" wants to hear. */
const IS = new Set('is are means refers describes stands denotes lets ist sind bedeutet bezeichnet heißt est sont désigne signifie es son significa è sono betekent é são'.split(' '));
const IS_UNSPACED = /是|とは|指|意味/u;
const DEFINING = 2;
/** The term comes so early, and the verb so soon after it. */
const EARLY = 5;
const SOON = 3;

/** Whether a sentence needs the one before it to be understood. */
export const pointsBack = (sentence: string): boolean => POINTS_BACK.test(sentence);

/** Makes what tells a sentence's worth for one question, about 1. */
export function sentenceWorth({question, analysis}: Evidence, terms: ReadonlySet<string>): (sentence: string, title: string, isFirst: boolean) => number {
  const asksForChanges = analysis.intent === 'news' || ASKS_FOR_CHANGES.test(question);
  const asksWhatIs = analysis.intent === 'definition';
  return (sentence, title, isFirst) => {
    let worth = 1;
    if (QUESTION.test(sentence)) worth *= 0.1;
    else if (CUT.test(sentence)) worth *= 0.5;
    else if (ANNOUNCES.test(sentence)) worth *= 0.4;
    else if (!ENDED.test(sentence)) worth *= 0.45;
    if (FRAGMENT.test(sentence) || HALF.test(sentence)) worth *= 0.5;
    if (ENTRY.test(sentence)) worth *= 0.4;
    if (ABOUT_ITSELF.test(sentence)) worth *= 0.5;
    if (POINTS_BACK.test(sentence)) worth *= isFirst ? 0.6 : 0.8;
    if (!asksForChanges && CHANGELOG.test(title)) worth *= 0.3;
    if (asksWhatIs && defines(sentence, terms)) worth *= DEFINING;
    return worth;
  };
}

/** Whether a sentence says what the terms of a question are. */
export function defines(sentence: string, terms: ReadonlySet<string>): boolean {
  // `LitElement` is a Lit element.
  const words = wordsOf(sentence.slice(0, 200).replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')).map(({text}) => text.toLowerCase());
  const at = words.findIndex((word, index) => index < EARLY && terms.has(stem(word)));
  return at >= 0 && (words.slice(at + 1, at + 1 + SOON).some((word) => IS.has(word)) || IS_UNSPACED.test(sentence));
}
