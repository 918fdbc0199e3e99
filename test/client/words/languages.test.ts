import {expect} from '@open-wc/testing';
import {englishMarkdownWords} from '../../../client/markdown/markdown-words.ts';
import {languageFor} from '../../../client/words/languages.ts';
import {reasonClause, reasonWords} from '../../../client/words/reason-words.ts';
import {englishWords, wordsIn, withSomeWords} from '../../../client/words/words.ts';

const tags = ['de', 'fr', 'es', 'ja', 'ar'];

/** Each place with its words; functions are called with a number or a word for each argument. */
function said(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') {
    const {length} = part;
    const args = Array.from({length}, (_, index) => (/(^|\.)(from|notIncluded|some|sites)$/.test(path) || (index > 0 && path.endsWith('.meanings')) ? ['m1', 'm2'] : /date$/.test(path) ? '2026-11-23' : /languageName$/.test(path) ? 'de' : index + 3));
    return [[path, String((part as (...given: unknown[]) => unknown)(...args))]];
  }
  return Object.entries(part as object).flatMap(([key, inner]) => said(inner, `${path}.${key}`));
}

describe('languages', () => {
  const english = new Map(said({...englishWords, markdown: englishMarkdownWords}));

  for (const tag of tags) {
    it(`has all words in ${tag}, none empty, next to none English`, async () => {
      const words = new Map(said(wordsIn(await languageFor(tag))));
      expect([...words.keys()].filter((path) => !path.startsWith('.reasons.')).sort()).to.deep.equal([...english.keys()].sort());
      expect([...words].filter(([, text]) => text.trim() === '')).to.deep.equal([]);
      const same = [...words].filter(([path, text]) => /[a-z]{4}/i.test(text) && text === english.get(path)).map(([path]) => path);
      expect(same.length, same.join()).to.be.at.most(6); // "Sources", "Page", "Document" are French, too
      expect([...words].filter(([path, text]) => path !== '.sources.languageName' && /undefined|#/.test(text))).to.deep.equal([]);
    });
  }

  it('says by its code what the server says in English, and the server’s words for a code that is new', async () => {
    const german = wordsIn(await languageFor('de'));
    expect(reasonWords(german, 'timeout', 'It did not answer in time.')).to.equal('Es kam nicht rechtzeitig eine Antwort.');
    expect(reasonClause(german, 'timeout')).to.equal('Es kam nicht rechtzeitig eine Antwort');
    expect(reasonWords(german, 'moon-phase', 'The moon is new.')).to.equal('The moon is new.');
    expect(reasonWords(german, 'constructor')).to.equal('constructor');
    expect(reasonWords(englishWords, 'timeout', 'The page was not read in time.')).to.equal('The page was not read in time.');
  });

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
