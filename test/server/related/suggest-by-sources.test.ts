import {expect} from 'chai';
import {suggestBySources} from '../../../server/related/suggest-by-sources.ts';
import type {Evidence, Passage} from '../../../server/pipeline/handoff.ts';
import {evidence, source} from '../../support/evidence.ts';

const passage = (heading: string, text: string, score = 1): Passage => ({heading, text, score});
const about = (question: string, language: string, terms: readonly string[], passages: readonly Passage[]): Evidence =>
  evidence({question, analysis: {queries: ['x'], language, terms, intent: 'answer'}, sources: [source(1, passages, {title: terms[0] ?? ''})]});
const tides = (...passages: readonly Passage[]) => about('What causes tides?', 'en', ['causes', 'tides'], passages);
const suggest = (given: Evidence, before?: readonly string[]) => suggestBySources(given, new Set([1]), before);

describe('suggestBySources', () => {
  it('takes headings that are questions as they are, when they stand by themselves', () => {
    const questions = suggest(tides(passage('How high can tides be?', 'Tides can be 16 metres high.'), passage('Why is this so?', 'Tides are this way.'), passage('Who invented bread?', 'Tides and bread.')));
    expect(questions[0]).to.equal('How high can tides be?');
    expect(questions.join()).not.to.include('this so').and.not.to.include('Who invented');
  });

  it('asks about headings in the language of the question', () => {
    const in_ = (language: string, heading: string, text: string, term: string) => suggest(about('?', language, [term], [passage(heading, text)]))[0];
    expect(in_('de', 'Springflut und Nippflut', 'Springflut und Nippflut sind Gezeiten.', 'Gezeiten')).to.equal('Was hat es mit „Springflut und Nippflut“ auf sich?');
    expect(in_('fr', 'Les grandes marées', 'Les grandes marées reviennent.', 'marées')).to.equal('Que faut-il savoir sur « Les grandes marées » ?');
    expect(in_('es', 'Mareas vivas', 'Las mareas vivas vuelven.', 'mareas')).to.equal('¿Qué hay que saber sobre «Mareas vivas»?');
    expect(in_('ja', '大潮と小潮', '大潮と小潮は潮汐である。', '潮汐')).to.equal('「大潮と小潮」とはどういうものですか？');
    expect(in_('fi', 'Vuorovesi ja kuu', 'Vuorovesi ja kuu.', 'vuorovesi')).to.equal('Vuorovesi ja kuu?');
  });

  it('leaves out what every document has, what is code, a version or an address, and what is about something else', () => {
    const headings = ['Introduction', 'See also', 'Installation', '1.2.0 (2024-01-02)', 'tides()', 'https://tides.example', '<b>', 'Tides Tides', 'With tides', 'ES6 via npm for tides', 'Tides v1.x', 'Class: Tides', 'tides.rise', 'Our tides', 'getTides, the tides', 'Simple. Tides', 'Tide examples'];
    const given = tides(...headings.map((heading) => passage(heading, `${heading} tides`)), passage('Baking bread at home', 'Flour, water and bread.', 0));
    expect(suggest(given)).to.deep.equal([]);
  });

  it('puts a heading as the question that it answers, and asks of a name what it is', () => {
    const given = tides(passage('Predict Tides', 'Predict the tides.', 3), passage('Measuring tides', 'Measuring tides by hand.', 2), passage('tide-table', 'A tide-table lists the tides.', 1));
    expect(suggest(given)).to.deep.equal(['What should I know about “Predict tides”?', 'How does measuring tides work?', 'What is tide-table?']);
    expect(suggest(tides(passage('Handle Tides', 'Handle the tides with care.')))).to.deep.equal(['How do I handle tides?']);
    expect(suggest(about('?', 'de', ['Gezeiten'], [passage('tide-table', 'Eine tide-table nennt die Gezeiten.')]))).to.deep.equal(['Was ist tide-table?']);
  });

  it('takes nothing from a list of changes', () => {
    const given = tides(passage('Spring tides', 'Spring tides.'));
    expect(suggest({...given, sources: given.sources.map((one) => ({...one, title: 'tides: CHANGELOG'}))})).to.deep.equal([]);
  });

  it('suggests nothing that was asked before, and no two alike', () => {
    const given = tides(passage('Causes of tides', 'Causes of tides.', 3), passage('Spring tides', 'Spring tides.', 2), passage('The spring tides', 'The spring tides.', 2), passage('Tides in lakes', 'Tides in lakes.', 1));
    expect(suggest(given)).to.deep.equal(['What should I know about “Spring tides”?', 'Can you explain “Tides in lakes” in more detail?']);
    expect(suggest(given, ['What do you know of spring tides?'])).to.deep.equal(['What should I know about “Tides in lakes”?']);
  });

  it('finds names and terms that come back where there are no headings', () => {
    const text = 'The tides in the Bristol Channel are high. Ships wait for the Bristol Channel. Nobody swims in the Bristol Channel.';
    expect(suggest(tides({text, score: 1}))).to.deep.equal(['What should I know about “Bristol Channel”?']);
  });

  it('suggests nothing without sources', () => {
    expect(suggest(evidence({sources: []}))).to.deep.equal([]);
    expect(suggest(evidence({sources: [source(1, 'Late tides.', {used: false})]}))).to.deep.equal([]);
  });
});
