import {expect} from '@open-wc/testing';
import {englishMarkdownWords} from '../../../client/markdown/markdown-words.ts';
import {languageFor} from '../../../client/words/languages.ts';
import {englishWords, wordsIn, withSomeWords} from '../../../client/words/words.ts';

const tags = ['de', 'fr', 'es', 'ja', 'ar'];

/** Each place with its words; functions are called with a number or a word for each argument. */
function said(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') {
    const {length} = part;
    const args = Array.from({length}, (_, index) => (/(^|\.)(from|notIncluded|some)$/.test(path) ? ['m1', 'm2'] : /date$/.test(path) ? '2026-11-23' : /languageName$/.test(path) ? 'de' : index + 3));
    return [[path, String((part as (...given: unknown[]) => unknown)(...args))]];
  }
  return Object.entries(part as object).flatMap(([key, inner]) => said(inner, `${path}.${key}`));
}

describe('languages', () => {
  const english = new Map(said({...englishWords, markdown: englishMarkdownWords}));

  for (const tag of tags) {
    it(`has all words in ${tag}, none empty, next to none English`, async () => {
      const words = new Map(said(wordsIn(await languageFor(tag))));
      expect([...words.keys()].sort()).to.deep.equal([...english.keys()].sort());
      expect([...words].filter(([, text]) => text.trim() === '')).to.deep.equal([]);
      const same = [...words].filter(([path, text]) => /[a-z]{4}/i.test(text) && text === english.get(path)).map(([path]) => path);
      expect(same.length, same.join()).to.be.at.most(6); // "Sources", "Page", "Document" are French, too
      expect([...words].filter(([path, text]) => path !== '.sources.languageName' && /undefined|#/.test(text))).to.deep.equal([]);
    });
  }

  it('takes a more exact tag, and English for what is not there', async () => {
    expect((await languageFor('de-AT')).tag).to.equal('de');
    expect((await languageFor('xx')).tag).to.equal('en');
    expect((await languageFor('')).tag).to.equal('en');
  });

  it('puts an embedder’s words in front, and keeps the rest', () => {
    const words = withSomeWords(englishWords, {form: {ask: 'Go'}, errors: {network: {title: 'Gone.'}}});
    expect(words.form.ask).to.equal('Go');
    expect(words.form.stop).to.equal('Stop');
    expect(words.errors.network).to.deep.equal({title: 'Gone.', advice: englishWords.errors.network.advice});
    expect(words.models.some(['a', 'b'])).to.equal('2 models');
  });
});
