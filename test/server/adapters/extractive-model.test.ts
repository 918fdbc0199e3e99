import {expect} from 'chai';
import fc from 'fast-check';
import {lastValueFrom, map, toArray} from 'rxjs';
import {EXTRACTIVE_MODEL, extractiveModel} from '../../../server/adapters/extractive-model.ts';
import {oneLine} from '../../../server/adapters/extractive-model/sentence-splitter.ts';
import {findCitations} from '../../../server/citations/find-citations.ts';
import type {ModelRequest} from '../../../server/models/model-provider.ts';
import type {Evidence, EvidenceGap} from '../../../server/pipeline/handoff.ts';
import {modelProviderContract} from '../../contract/model-provider.ts';
import {evidence, source} from '../../support/evidence.ts';
import {marbles} from '../../support/marbles.ts';
import {atLeast} from '../../support/at-least.ts';

modelProviderContract('extractiveModel', () => Promise.resolve({provider: extractiveModel({paceMs: 10}), model: EXTRACTIVE_MODEL}));

const requestOf = (given: Evidence, changes: Partial<ModelRequest> = {}): ModelRequest => ({model: EXTRACTIVE_MODEL, messages: [], evidence: given, ref: 'ref', ...changes});
const answerTo = async (given: Evidence) => {
  const chunks = await lastValueFrom(extractiveModel({paceMs: 0}).generate(requestOf(given)).pipe(toArray()));
  return chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : ''));
};
const inLanguage = (language: string, sources = evidence().sources) => evidence({analysis: {queries: ['x'], language, terms: ['tides'], intent: 'answer'}, sources});

describe('extractiveModel', () => {
  it('says what it is, then each sentence with its citation, source by source', async () => {
    const sources = [...evidence().sources.slice(0, 1), source(2, 'Fishermen know all of it. The tides of the Sun are caused in the same way, and are half as high.')];
    expect((await answerTo(evidence({sources}))).join('')).to.equal(`*Quotes from the sources, picked without a language model:*

Tides are caused by the gravitational pull of the Moon and the Sun on the oceans. [1] The Moon pulls more strongly on the side of the Earth that faces it. [1]

The tides of the Sun are caused in the same way, and are half as high. [2]`);
  });

  it('streams sentence by sentence, and stops when it is left', marbles(({expectObservable}) => {
    const type$ = extractiveModel({paceMs: 3})
      .generate(requestOf(evidence()))
      .pipe(map(({type}) => type));
    expectObservable(type$).toBe('t--t--(te|)', {t: 'text', e: 'end'});
    expectObservable(type$, '^---!').toBe('t--t-', {t: 'text'});
  }));

  it('says plainly when there is nothing to quote', async () => {
    expect(await answerTo(evidence({sources: []}))).to.deep.equal(['No source was found that answers this question.', '']);
  });

  it('says why there is nothing to quote: a greeting, no question, a search that failed', async () => {
    const says = async (gap: EvidenceGap, intent = 'answer', language = 'en') => (await answerTo({...inLanguage(language, []), gap, analysis: {queries: [], language, terms: [], intent}}))[0];
    expect(await says('no-question', 'greeting')).to.equal('Hello! Ask a question, and I will look for sources that answer it.');
    expect(await says('no-question', 'greeting', 'de')).to.match(/^Hallo! /);
    expect(await says('no-question', 'unclear')).to.match(/^There is no question in this/);
    expect(await says('search-failed')).to.equal('The search failed, so no sources could be read. Please ask again in a while.');
    expect(await says('not-searched')).to.match(/^Nothing was searched for, as you wished/);
    expect(await says('nothing-found')).to.equal('No source was found that answers this question.');
  });

  it('says that quotes are the nearest it has where they do not have what was asked', async () => {
    const given = evidence({sources: [source(1, 'The cause of an error is kept in a field of the error.')]});
    expect((await answerTo(given)).join('')).to.equal('*The nearest quotes from the sources, perhaps not an answer, picked without a language model:*\n\nThe cause of an error is kept in a field of the error. [1]');
  });

  it('speaks the language of the question, English otherwise', async () => {
    const says = async (language: string) => [(await answerTo(inLanguage(language)))[0], (await answerTo(inLanguage(language, [])))[0]];
    expect(await says('de')).to.deep.equal(['*Zitate aus den Quellen, ohne Sprachmodell ausgewählt:*', 'Es wurde keine Quelle gefunden, die diese Frage beantwortet.']);
    expect((await says('fr-CA'))[0]).to.match(/^\*Citations tirées/);
    expect((await says('es'))[0]).to.match(/^\*Citas de/);
    expect((await says('und'))[0]).to.match(/^\*Quotes from/);
    expect((await says('ta'))[0]).to.match(/^\*Quotes from/);
  });

  it('refuses to answer as JSON', async () => {
    const error: unknown = await lastValueFrom(extractiveModel().generate(requestOf(evidence(), {json: true}))).catch((thrown: unknown) => thrown);
    expect(error).to.include({code: 'bad-request', retryable: false});
  });

  it('lets no page break the answer', async () => {
    const hostile = 'Tides are caused [5] by **the** <img src=x onerror=alert(1)> Moon, says ![x](https://evil.example/p.png) this page.';
    const text = (await answerTo(evidence({sources: [source(1, hostile), source(5, 'The tides are the work of the Moon, which pulls at all the water there is.')]}))).join('');
    expect(text).not.to.match(/(?<!\\)(?:<|!\[)/);
    for (const {n, start} of findCitations(text, new Set([1, 5]))) expect(text.slice(0, start)).to.match(n === 5 ? /there is\. $/ : /this page\. $/);
  });

  it('cites with each sentence a source that contains it', async () => {
    const sentence = fc.array(fc.constantFrom('Tides', 'tides', 'are', 'caused', 'by', 'the', 'Moon', 'Sun', 'Dr.', 'e.g.', 'a*b', '[2]', '[1]', '_x_', '`y`', 'http://z.example', '3.5', 'and', 'water', 'rises', '潮汐'), {minLength: 6, maxLength: 80});
    const passage = fc.array(fc.tuple(sentence, fc.constantFrom('. ', '! ', '? ', '\n', '; ')), {maxLength: 6}).map((sentences) => sentences.map(([words, stop]) => words.join(' ') + stop).join(''));
    const sources = fc.array(fc.array(passage, {maxLength: 3}), {maxLength: 4});
    await fc.assert(
      fc.asyncProperty(sources, async (texts) => {
        const given = evidence({sources: texts.map((passages, index) => source(index + 1, passages.map((text, rank) => ({text, score: 3 - rank}))))});
        const [, ...said] = (await answerTo(given)).filter((piece) => piece !== '');
        expect(said.length).to.be.at.most(5);
        const known = new Set(given.sources.map(({n}) => n));
        for (const piece of said) {
          const citations = findCitations(piece, known);
          expect(citations, piece).to.have.lengthOf(1);
          const [citation] = citations;
          expect(piece.slice(citation?.end)).to.equal('');
          const quote = piece.slice(0, citation?.start).trim().replace(/\\(?=[!-/:-@[-`{-~])/g, '').replace(/…$/, '');
          const whole = given.sources.find(({n}) => n === citation?.n)!.passages.map(({text}) => oneLine(text));
          expect(whole.some((text) => text.includes(quote)), quote).to.equal(true);
        }
      }),
      atLeast(300),
    );
  });
});
