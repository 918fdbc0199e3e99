/** server/related - what a reader may ask next, without a model: by the headings and key terms of the sources. Pure. */
import {detectLanguage} from '../analysis/detect-language.ts';
import {stemsOf} from '../analysis/stems.ts';
import type {Evidence, EvidenceSource} from '../pipeline/handoff.ts';
import {speaksToModels} from '../text/speaks-to-models.ts';
import {UNSPACED} from '../text/unspaced-scripts.ts';
import {distinctQuestions, isClean, WANTED} from './distinct-questions.ts';
import {headingToQuestion, withoutCapitals} from './heading-to-question.ts';
import {keyPhrases} from './key-phrases.ts';
import {type KeyWord, keyWords} from './key-words.ts';
import {templatesIn} from './question-templates.ts';

/** Longest topic, in words and in characters: what is longer is a sentence. */
const MAX_WORDS = 8;
const MAX_TOPIC = 60;
/** Words of what was asked about: of more, questions around it would differ by too little. */
const MAX_MATTER = 3;

/** A heading and what stands under it. */
interface Topic {
  readonly heading: string;
  readonly text: string;
}

/** Headings that every document has. */
const GENERIC =
  /^(?:introduction|overview|contents?|table of contents|summary|conclusions?|abstract|references?|see also|further reading|external links|links|resources|notes?|license|licen[cs]ing|changelog|change log|history|contribut\w*|authors?|credits|acknowledge?ments?|install\w*|getting started|quick ?start|usage|examples?|basic usage|api|api reference|options?|parameters?|returns?|syntax|description|properties|methods|features?|requirements?|prerequisites|support|help|faq|questions|todo|status|build|tests?|testing|development|security|privacy|contact|about|home|documentation|docs|cdn|guides?|tutorials?|performance(?: improvements)?|events?|classes|functions?|types?|modules?|plugins?|compatibility|browser support|supported \w+|caveats|limitations|warnings?|troubleshooting|motivation|rationale|roadmap|maintainers?|sponsors?|partners?|recipes?|backers?|team|usage from .*|versions?|community|packages?|options? reference|required options?|default export|exports?|configuration|config|settings|menu|navigation|search|comments?|share|related|breaking changes|bug fixes|patch changes|minor changes|major changes|fixed|added|changed|removed|deprecated|unreleased|why|how|what|more|background|einleitung|einführung|überblick|übersicht|inhalt|inhaltsverzeichnis|zusammenfassung|fazit|literatur|quellen|siehe auch|weblinks|einzelnachweise|installation|beispiele?|introducción|resumen|referencias|véase también|enlaces externos|introduction générale|sommaire|résumé|références|voir aussi|liens externes|概要|目次|参考文献|関連項目|外部リンク|简介|目录|参考资料|外部链接)$/iu;
/** Versions, dates, signatures, addresses and what is left of a longer heading are no topics. */
const NO_TOPIC =
  /https?:|www\.|[<>{}()=;|\\/`_$@[\]]|\bv?\d+\.[\dx]|\d{4}-\d{2}|^[^\p{L}\p{N}]|^(?:events?|class|interface|functions?|methods?|parameters?|property|module|type|new|static|hello|step \d+)(?:[: ]|$)|['’]$|\w\.\w|\.\s|\b(?:npm|yarn|pnpm|cdn|examples?|usage|changelog|github|badges?)\b|^(?:with|without|for|from|to|in|on|at|by|via|using)\s/iu;
/** `getErrorCause` is a name by itself, and code in a longer heading. */
const CODE_WORD = /(?<!\p{L})\p{Ll}+\p{Lu}/u;
/** Of a changelog every heading is debris. */
const CHANGELOG = /\b(?:change ?log|release notes?|licen[cs]e)\b/iu;
/** What a heading can point at, and a question that stands by itself cannot. */
const POINTS = /\b(?:this|that|these|those|it|its|i|we|my|our|above|below|here)\b/iu;
/** What a question begins with. */
const ASKS = /^(?:what|who|when|where|why|how|which|is|are|can|does|do|should|was|wer|wann|wo|warum|wie|welche\w*|que|qu['’]|quel\w*|qui|quand|où|pourquoi|comment|combien|¿|cosa|chi|quando|dove|perché|come|wat|wie|waarom|hoe)(?!\p{L})/iu;

/**
 * Three questions, best first: headings that are questions themselves, then headings and key terms put as questions, and where these are too few,
 * questions around what was asked about. Fewer only where there is no text to ask about.
 * @param cited - Numbers of the sources that the answer cites: they come first.
 * @param before - Questions that were asked earlier.
 */
export function suggestBySources(evidence: Evidence, cited: ReadonlySet<number>, before: readonly string[] = []): string[] {
  const {question, analysis} = evidence;
  const {language} = analysis;
  const read = evidence.sources.filter(({used: isUsed, passages}) => isUsed && passages.length > 0);
  if (read.length === 0) return [];
  const used = read.filter(({title}) => !CHANGELOG.test(title));
  const terms = new Set(stemsOf(analysis.terms.join(' ') || question, language));
  const topics = topicsOf(used, terms, cited, language);
  const touches = (topic: string) => stemsOf(topic, language).some((stem) => terms.has(stem));
  const isQuestion = ({heading}: Topic) => /[?？]$/u.test(heading);
  const own = topics.filter((topic) => isQuestion(topic) && ASKS.test(topic.heading) && touches(topic.heading) && detectLanguage(topic.heading) === language);
  const phrases = topics.filter((topic) => !isQuestion(topic));
  // Each of these reads all text once more, so only where what comes before is not enough.
  const named = once(() =>
    keyPhrases(used, terms, language)
      .filter((phrase) => isTopic(phrase) && (/\s/u.test(phrase) || isName(phrase) || UNSPACED.test(phrase)))
      .map((heading): Topic => ({heading, text: heading})),
  );
  const words = once(() => keyWords(read, terms, language).filter(({text}) => isClean(text) && !GENERIC.test(text) && !CODE_WORD.test(text)));
  const matter = once(() => mainTerm(analysis.terms, read, language) ?? words()[0]?.text);
  /** A topic that names what was asked about stands by itself best; what no more than stands near it comes last. */
  function* best(): Iterable<Topic> {
    yield* phrases.filter(({heading}) => touches(heading));
    yield* named().filter(({heading}) => touches(heading));
    yield* phrases.filter(({heading}) => !touches(heading));
    yield* named();
  }
  const asked = [question, ...before];
  function* questions(): Iterable<string> {
    yield* own.map(({heading}) => heading);
    yield* distinctTopics(best(), asked, language).map((topic, index) => putAsQuestion(topic, index, language, touches(topic.heading) ? undefined : matter()));
    yield* around(matter(), words, language);
  }
  return distinctQuestions(questions(), asked, language);
}

/** Works something out when it is first asked for. */
function once<T>(work: () => T): () => T {
  let known: {readonly value: T} | undefined;
  return () => (known ??= {value: work()}).value;
}

/** Questions about what was asked about alone, and after the first of them one about a word that the sources have beside it; other words at the end. */
function* around(matter: string | undefined, words: () => readonly KeyWord[], language: string): Iterable<string> {
  if (matter === undefined) return;
  const {between, around: patterns} = templatesIn(language);
  const [first, ...rest] = patterns.map((ask) => ask(matter));
  if (first !== undefined) yield first;
  const others = words().filter(({text}) => text !== matter);
  const beside = ({text}: KeyWord) => between(text, matter);
  const [noun] = others;
  if (noun?.isNoun) yield beside(noun);
  yield* rest;
  yield* others.map(beside);
}

/** Headings that are topics, best first: those whose text is about them and about what was asked. */
function topicsOf(sources: readonly EvidenceSource[], terms: ReadonlySet<string>, cited: ReadonlySet<number>, language: string): readonly Topic[] {
  const ranked = sources
    .flatMap(({n, passages}) => passages.map(({heading, score, text}) => ({heading: cleanHeading(heading ?? ''), score: score * (cited.has(n) ? 1.5 : 1), text})))
    .sort((a, b) => b.score - a.score);
  return ranked.filter(({heading, text, score}) => {
    if (!isTopic(heading)) return false;
    const own = new Set(stemsOf(heading, language));
    const said = new Set(stemsOf(text, language));
    const has = (stems: ReadonlySet<string>) => [...terms].filter((stem) => stems.has(stem)).length;
    if (!/\s/u.test(heading) && !UNSPACED.test(heading) && !isName(heading) && has(own) === 0) return false;
    // A heading without a word of the question is tied to it by its text alone: that must have half of them.
    return own.size > 0 && [...own].some((stem) => said.has(stem)) && (has(own) > 0 || (score > 0 && has(said) * 2 >= terms.size));
  });
}

/** One after the other is asked in another way, so that three do not read like a form. */
function putAsQuestion({heading, text}: Topic, index: number, language: string, matter: string | undefined): string {
  const {named, about, between} = templatesIn(language);
  const isEnglish = language === 'en' || language === 'und';
  const asIs = isEnglish ? headingToQuestion(heading, text) : undefined;
  if (asIs !== undefined) return asIs;
  if (isName(heading)) return named(heading);
  const topic = isEnglish ? withoutCapitals(heading, text) : heading;
  if (matter !== undefined && index % 2 === 1) return between(topic, matter);
  return about[index % about.length]?.(topic) ?? topic;
}

/** One word that is no common one: `koa-static`, `LitElement`, `from2`. */
const isName = (heading: string): boolean => /^[\p{L}\d]+(?:-[\p{L}\d]+)+$|^\p{L}+\d+$|^\p{L}*\p{Ll}\p{Lu}[\p{L}\d]*$/u.test(heading);

/** The term that most passages have, a name before other words. */
function mainTerm(terms: readonly string[], sources: readonly EvidenceSource[], language: string): string | undefined {
  const texts = sources.flatMap(({title, passages}) => passages.map(({text}) => new Set(stemsOf(`${title} ${text}`, language))));
  const worth = (term: string) => stemsOf(term, language).reduce((sum, stem) => sum + texts.filter((text) => text.has(stem)).length, 0) * (/\p{Lu}|-/u.test(term) ? 2 : 1);
  // Of equals the last: "What causes tides?" is about tides.
  return terms.filter((term) => term.length <= MAX_TOPIC && stemsOf(term, language).length <= MAX_MATTER && isClean(term)).toReversed().toSorted((a, b) => worth(b) - worth(a))[0];
}

/** Topics that differ from each other in what they add to the questions asked. */
function distinctTopics(topics: Iterable<Topic>, asked: readonly string[], language: string): readonly Topic[] {
  const known = asked.map((text) => new Set(stemsOf(text, language)));
  const seen = new Set<string>();
  const kept: Topic[] = [];
  for (const topic of topics) {
    const stems = stemsOf(topic.heading, language);
    const added = stems.filter((stem) => !known.some((other) => other.has(stem)));
    const isNew = known.every((other) => stems.some((stem) => !other.has(stem))) && added.length > 0 && added.filter((stem) => seen.has(stem)).length < added.length / 2;
    if (!isNew) continue;
    kept.push(topic);
    if (kept.length === WANTED) break;
    for (const stem of added) seen.add(stem);
  }
  return kept;
}

const cleanHeading = (heading: string): string =>
  heading
    .replace(/\s+/gu, ' ')
    .replace(/^(?:\d+(?:\.\d+)*[.)]?|[ivx]+\.|§\s*\d+)\s+/iu, '')
    .replace(/[“”„«»"]/gu, '')
    .replace(/[\s:：.,;¶#-]+$/u, '')
    .trim();

function isTopic(heading: string): boolean {
  if (heading.length < 3 || heading.length > MAX_TOPIC || GENERIC.test(heading) || NO_TOPIC.test(heading) || speaksToModels(heading)) return false;
  if (POINTS.test(heading) || (/\s/u.test(heading) && CODE_WORD.test(heading))) return false;
  // `Tides Tides` is what is left of a heading with a link to itself.
  if (/^(.+) \1$/u.test(heading)) return false;
  return heading.split(' ').length <= MAX_WORDS && /\p{L}{2}/u.test(heading);
}
