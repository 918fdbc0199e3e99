/** server/related - what a reader may ask next, without a model: by the headings and key terms of the sources. Pure. */
import {detectLanguage} from '../analysis/detect-language.ts';
import {stemsOf} from '../analysis/stems.ts';
import type {Evidence, EvidenceSource} from '../pipeline/handoff.ts';
import {speaksToModels} from '../text/speaks-to-models.ts';
import {distinctQuestions, WANTED} from './distinct-questions.ts';
import {keyPhrases} from './key-phrases.ts';
import {templatesIn} from './question-templates.ts';

/** Longest topic, in words and in characters: what is longer is a sentence. */
const MAX_WORDS = 8;
const MAX_TOPIC = 60;

/** Headings that every document has. */
const GENERIC =
  /^(?:introduction|overview|contents?|table of contents|summary|conclusions?|abstract|references?|see also|further reading|external links|links|resources|notes?|license|licen[cs]ing|changelog|change log|history|contribut\w*|authors?|credits|acknowledge?ments?|install\w*|getting started|quick ?start|usage|examples?|basic usage|api|api reference|options?|parameters?|returns?|syntax|description|properties|methods|features?|requirements?|prerequisites|support|help|faq|questions|todo|status|build|tests?|testing|development|security|privacy|contact|about|home|documentation|docs|cdn|guides?|tutorials?|performance(?: improvements)?|events?|classes|functions?|types?|modules?|plugins?|compatibility|browser support|supported \w+|caveats|limitations|warnings?|troubleshooting|motivation|rationale|roadmap|maintainers?|sponsors?|partners?|recipes?|backers?|team|usage from .*|versions?|community|packages?|options? reference|required options?|default export|exports?|configuration|config|settings|menu|navigation|search|comments?|share|related|breaking changes|bug fixes|patch changes|minor changes|major changes|fixed|added|changed|removed|deprecated|unreleased|why|how|what|more|background|einleitung|einführung|überblick|übersicht|inhalt|inhaltsverzeichnis|zusammenfassung|fazit|literatur|quellen|siehe auch|weblinks|einzelnachweise|installation|beispiele?|introducción|resumen|referencias|véase también|enlaces externos|introduction générale|sommaire|résumé|références|voir aussi|liens externes|概要|目次|参考文献|関連項目|外部リンク|简介|目录|参考资料|外部链接)$/iu;
/** Versions, dates, signatures, addresses and what is left of a longer heading are no topics. */
const NO_TOPIC =
  /https?:|www\.|\.\w{2,4}\/|[<>{}()=;|\\`_$@[\]]|^v?\d+\.\d+|\d{4}-\d{2}|^[^\p{L}\p{N}]|^events?:|['’]$|^(?:with|without|for|from|to|in|on|at|by|via|using|usage)\s/iu;
/** What a heading can point at, and a question that stands by itself cannot. */
const POINTS = /\b(?:this|that|these|those|it|its|i|we|my|our|above|below|here)\b/iu;
/** What a question begins with. */
const ASKS = /^(?:what|who|when|where|why|how|which|is|are|can|does|do|should|was|wer|wann|wo|warum|wie|welche\w*|que|qu['’]|quel\w*|qui|quand|où|pourquoi|comment|combien|¿|cosa|chi|quando|dove|perché|come|wat|wie|waarom|hoe)(?!\p{L})/iu;

/**
 * Up to three questions, best first: headings that are questions themselves, then headings and key terms put as questions.
 * @param cited - Numbers of the sources that the answer cites: they come first.
 * @param before - Questions that were asked earlier.
 */
export function suggestBySources(evidence: Evidence, cited: ReadonlySet<number>, before: readonly string[] = []): string[] {
  const {question, analysis} = evidence;
  const {language} = analysis;
  const used = evidence.sources.filter(({used: isUsed, passages}) => isUsed && passages.length > 0);
  if (used.length === 0) return [];
  const terms = new Set(stemsOf(analysis.terms.join(' ') || question, language));
  const ranked = used
    .flatMap(({n, passages}) => passages.map(({heading, score, text}) => ({heading: cleanHeading(heading ?? ''), score: score * (cited.has(n) ? 1.5 : 1), text})))
    .sort((a, b) => b.score - a.score);
  const fits = ({heading, text, score}: (typeof ranked)[number]): boolean => {
    const own = new Set(stemsOf(heading, language));
    const said = new Set(stemsOf(text, language));
    // A heading is a topic when its text is about it, and about what was asked.
    return own.size > 0 && [...own].some((stem) => said.has(stem)) && (score > 0 || [...terms].some((stem) => own.has(stem)));
  };
  const topics = ranked.filter((passage) => isTopic(passage.heading) && fits(passage)).map(({heading}) => heading);
  const touches = (topic: string) => stemsOf(topic, language).some((stem) => terms.has(stem));
  const isQuestion = (topic: string) => /[?？]$/u.test(topic);
  const own = topics.filter((topic) => isQuestion(topic) && ASKS.test(topic) && !POINTS.test(topic) && touches(topic) && detectLanguage(topic) === language);
  const phrases = topics.filter((topic) => !isQuestion(topic));
  // A topic that names what was asked about stands by itself best.
  const best = [...phrases.filter(touches), ...phrases.filter((topic) => !touches(topic)), ...keyPhrases(used, terms, language)];
  const asked = [question, ...before];
  const {about, between} = templatesIn(language);
  const matter = mainTerm(analysis.terms, used, language);
  // Each is asked in another way, so that three do not read like a form.
  const put = distinctTopics(best, asked, language).map((topic, index) => {
    if (matter !== undefined && !touches(topic) && index % 2 === 1) return between(topic, matter);
    const way = about[index % about.length];
    return way ? way(topic) : topic;
  });
  return distinctQuestions([...own, ...put], asked, language);
}

/** The term that most passages have, a name before other words. */
function mainTerm(terms: readonly string[], sources: readonly EvidenceSource[], language: string): string | undefined {
  const texts = sources.flatMap(({title, passages}) => passages.map(({text}) => new Set(stemsOf(`${title} ${text}`, language))));
  const worth = (term: string) => stemsOf(term, language).reduce((sum, stem) => sum + texts.filter((text) => text.has(stem)).length, 0) * (/\p{Lu}|-/u.test(term) ? 2 : 1);
  return terms.toSorted((a, b) => worth(b) - worth(a))[0];
}

/** Topics that differ from each other in what they add to the questions asked. */
function distinctTopics(topics: readonly string[], asked: readonly string[], language: string): readonly string[] {
  const known = asked.map((text) => new Set(stemsOf(text, language)));
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const topic of topics) {
    if (kept.length === WANTED) break;
    const stems = stemsOf(topic, language);
    const added = stems.filter((stem) => !known.some((other) => other.has(stem)));
    const isNew = known.every((other) => stems.some((stem) => !other.has(stem))) && added.length > 0 && added.filter((stem) => seen.has(stem)).length < added.length / 2;
    if (!isNew) continue;
    kept.push(topic);
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
  // `Tides Tides` is what is left of a heading with a link to itself.
  if (/^(.+) \1$/u.test(heading)) return false;
  return heading.split(' ').length <= MAX_WORDS && /\p{L}{2}/u.test(heading);
}
