/** client/elements - what a reader can go by when judging a source: facts, each with what it means; no score. Pure. */
import type {Source} from '../../shared/source.ts';
import {words} from '../words/words.ts';

/** One fact about a source. */
export interface TrustFact {
  readonly label: string;
  readonly value: string;
  /** What it means, in a plain sentence. */
  readonly about: string;
}

const {trust} = words.sources;

/** How a source was got, how old it is, its language, how much of it was used; and who it is by, where its page tells. */
export function trustFacts({how, age, language, words: total, usedWords, used, late, author, siteName}: Source): readonly TrustFact[] {
  const named = [
    {label: trust.author, value: author, about: trust.authorAbout},
    {label: trust.site, value: siteName, about: trust.siteAbout},
  ].flatMap(({value, ...rest}) => (value ? [{...rest, value}] : []));
  return [
    {label: trust.got, value: trust.how[how].value, about: trust.how[how].about},
    {label: trust.age, value: age ? formatAge(age) : trust.notStated, about: age ? trust.ageAbout : trust.ageUnknown},
    {label: trust.language, value: nameLanguage(language) ?? trust.languageUnknown, about: trust.languageAbout},
    {label: trust.used, value: used ? trust.usedWords(usedWords, total) : trust.notUsed, about: late ? trust.lateAbout : used ? trust.usedAbout : trust.notUsedAbout},
    ...named,
  ];
}

/** An ISO 8601 date as a reader says it; other words as they are. */
function formatAge(age: string): string {
  const [date] = /^\d{4}-\d{2}-\d{2}/.exec(age) ?? [];
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? age : new Intl.DateTimeFormat('en', {dateStyle: 'long', timeZone: 'UTC'}).format(time);
}

/** A language's English name; undefined for what is none. */
function nameLanguage(tag = 'und'): string | undefined {
  if (tag === 'und') return undefined;
  try {
    return new Intl.DisplayNames('en', {type: 'language', fallback: 'code'}).of(tag);
  } catch {
    return undefined; // not a language tag: pages say what they like
  }
}
