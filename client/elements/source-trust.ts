/** client/elements - what a reader can go by when judging a source: facts, each with what it means; no score. Pure. */
import type {Source} from '../../shared/source.ts';
import type {Words} from '../words/words.ts';

/** One fact about a source. */
export interface TrustFact {
  readonly label: string;
  readonly value: string;
  /** What it means, in a plain sentence. */
  readonly about: string;
}

/** How a source was got, how old it is, its language, how much of it was used; and who it is by, where its page tells. */
export function trustFacts({how, age, language, words: total, usedWords, used, late, author, siteName}: Source, say: Words['sources']): readonly TrustFact[] {
  const {trust} = say;
  const named = [
    {label: trust.author, value: author, about: trust.authorAbout},
    {label: trust.site, value: siteName, about: trust.siteAbout},
  ].flatMap(({value, ...rest}) => (value ? [{...rest, value}] : []));
  return [
    {label: trust.got, value: trust.how[how].value, about: trust.how[how].about},
    {label: trust.age, value: age ? say.date(age) : trust.notStated, about: age ? trust.ageAbout : trust.ageUnknown},
    {label: trust.language, value: say.languageName(language) ?? trust.languageUnknown, about: trust.languageAbout},
    ...(how === 'told' ? [] : [{label: trust.used, value: used ? trust.usedWords(usedWords, total) : trust.notUsed, about: late ? trust.lateAbout : used ? trust.usedAbout : trust.notUsedAbout}]),
    ...named,
  ];
}
