import {expect} from 'chai';
import fc from 'fast-check';
import {suggestBySources} from '../../../server/related/suggest-by-sources.ts';
import type {Evidence, Passage} from '../../../server/pipeline/handoff.ts';
import {evidence, source} from '../../support/evidence.ts';
import '../../support/property-runs.ts';

const passage = (heading: string, text: string, score = 1): Passage => ({heading, text, score});
const about = (question: string, language: string, terms: readonly string[], passages: readonly Passage[]): Evidence =>
  evidence({question, analysis: {queries: ['x'], language, terms, intent: 'answer'}, sources: [source(1, passages, {title: terms[0] ?? ''})]});
const tides = (...passages: readonly Passage[]) => about('What causes tides?', 'en', ['causes', 'tides'], passages);
const around = (matter: string) => [`What are some examples of “${matter}”?`, `Why does “${matter}” matter?`, `What do people often get wrong about “${matter}”?`];
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
    for (const heading of [...headings, 'Baking bread at home']) expect(suggest(given).join()).not.to.include(`“${heading}”`);
    expect(suggest(given)[0]).to.equal(around('causes')[0]);
  });

  it('puts a heading as the question that it answers, and asks of a name what it is', () => {
    const given = tides(passage('Predict Tides', 'Predict the tides.', 3), passage('Measuring tides', 'Measuring tides by hand.', 2), passage('tide-table', 'A tide-table lists the tides.', 1));
    expect(suggest(given)).to.deep.equal(['What should I know about “Predict tides”?', 'How does measuring tides work?', 'What is tide-table?']);
    expect(suggest(tides(passage('Handle Tides', 'Handle the tides with care.')))[0]).to.equal('How do I handle tides?');
    expect(suggest(about('?', 'de', ['Gezeiten'], [passage('tide-table', 'Eine tide-table nennt die Gezeiten.')]))[0]).to.equal('Was ist tide-table?');
  });

  it('takes nothing from a list of changes', () => {
    const given = tides(passage('Spring tides', 'Spring tides.'));
    expect(suggest({...given, sources: given.sources.map((one) => ({...one, title: 'tides: CHANGELOG'}))}).join()).not.to.include('Spring tides');
  });

  it('suggests nothing that was asked before, and no two alike', () => {
    const given = tides(passage('Causes of tides', 'Causes of tides.', 3), passage('Spring tides', 'Spring tides.', 2), passage('The spring tides', 'The spring tides.', 2), passage('Tides in lakes', 'Tides in lakes.', 1));
    expect(suggest(given)).to.deep.equal(['What should I know about “Spring tides”?', 'Can you explain “Tides in lakes” in more detail?', 'What are some examples of “tides”?']);
    expect(suggest(given, ['What do you know of spring tides?'])[0]).to.equal('What should I know about “Tides in lakes”?');
  });

  it('finds names and terms that come back where there are no headings', () => {
    const text = 'The tides in the Bristol Channel are high. Ships wait for the Bristol Channel. Nobody swims in the Bristol Channel.';
    expect(suggest(tides({text, score: 1}))[0]).to.equal('What should I know about “Bristol Channel”?');
    const elsewhere = 'The tides are high. Ships wait for the Bristol Channel. Nobody swims in the Bristol Channel. All know the Bristol Channel.';
    expect(suggest(tides({text: elsewhere, score: 1}))).to.deep.equal(around('tides'));
  });

  it('asks around the matter where the sources name too few topics, with one word that seems to name something', () => {
    const on = (language: string, term: string, text: string) => suggest(about('?', language, [term], [{text, score: 1}]));
    expect(on('de', 'Wärmepumpe', 'Die Wärmepumpe braucht Strom. Die Jahresarbeitszahl nennt ihre Güte.')).to.deep.equal([
      'Welche Beispiele gibt es für „Wärmepumpe“?',
      'Wie hängt „Strom“ mit „Wärmepumpe“ zusammen?',
      'Warum ist das Thema „Wärmepumpe“ wichtig?',
    ]);
    expect(on('ja', '潮汐', '潮汐は引力による。')).to.deep.equal(['「潮汐」にはどんな例がありますか？', '「引力」は「潮汐」とどう関係していますか？', 'なぜ「潮汐」は重要なのですか？']);
    // Of a language without templates: its own words, and nothing in another.
    expect(on('fi', 'vuorovesi', 'Nousuvesi seuraa toistaan. Vuorovesi on merenpinnan vaihtelu.')).to.have.members(['merenpinnan?', 'vaihtelu?', 'Nousuvesi?']);
    expect(suggest(about('?!', 'en', [], [{text: 'The lighthouse stands.', score: 1}]))).to.deep.equal(around('lighthouse'));
  });

  it('suggests three, whatever was asked and read', () => {
    const words = fc.array(fc.constantFrom('tide', 'harbour', 'lighthouse', 'getTide()', 'C#', 'Shift_JIS', 'https://a.example', 'Springtide', '潮汐', '大潮小潮', 'вода', '12', '[1]', '**', 'the', 'What?', '\n'), {minLength: 1, maxLength: 12}).map((list) => list.join(' '));
    const text = words.map((some) => `${some}. Lighthouses guard every harbour against stormy weather.`);
    const passages = fc.array(fc.record({heading: words, text, score: fc.double({min: 0, max: 5, noNaN: true})}), {minLength: 1, maxLength: 4});
    const given = fc.record({question: words, terms: fc.array(words, {maxLength: 4}), language: fc.constantFrom('en', 'de', 'fr', 'ja', 'zh', 'ru', 'und', 'fi', 'xx-YY'), passages, before: fc.array(words, {maxLength: 3})});
    fc.assert(
      fc.property(given, ({question, terms, language, passages: read, before}) => {
        const questions = suggest(about(question, language, terms, read), before);
        expect(questions).to.have.length(3);
        expect(new Set(questions.map((one) => one.toLowerCase()))).to.have.property('size', 3);
        for (const one of questions) expect([question, ...before].map((asked) => asked.trim().toLowerCase())).not.to.include(one.toLowerCase());
      }),
    );
  });

  it('suggests three more when all three were asked', () => {
    const given = tides({text: 'Tides rise and fall. Harbours wait for water. Lighthouses guard sailors.', score: 1});
    const first = suggest(given);
    const next = suggest(given, first);
    expect(next).to.have.length(3);
    expect(next.filter((question) => first.includes(question))).to.deep.equal([]);
  });

  it('suggests nothing without sources', () => {
    expect(suggest(evidence({sources: []}))).to.deep.equal([]);
    expect(suggest(evidence({sources: [source(1, 'Late tides.', {used: false})]}))).to.deep.equal([]);
  });
});
