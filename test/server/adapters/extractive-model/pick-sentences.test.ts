import {expect} from 'chai';
import {pickSentences} from '../../../../server/adapters/extractive-model/pick-sentences.ts';
import {evidence, source} from '../../../support/evidence.ts';

const picked = (...args: Parameters<typeof evidence>) => pickSentences(evidence(...args)).quotes.map(({n, text}) => `${n} ${text}`);

describe('pickSentences', () => {
  it('picks what answers the question, and what goes on from it; not all that has a word of it', () => {
    expect(picked()).to.deep.equal([
      '1 Tides are caused by the gravitational pull of the Moon and the Sun on the oceans.',
      '1 The Moon pulls more strongly on the side of the Earth that faces it.',
    ]);
  });

  it('has nothing to pick from nothing', () => {
    expect(picked({sources: []})).to.deep.equal([]);
    expect(picked({sources: [source(1, 'Tides are caused by the pull of the Moon.', {used: false})]})).to.deep.equal([]);
    expect(picked({sources: [source(1, []), source(2, 'Menu. Home. Tides.')]})).to.deep.equal([]);
  });

  it('picks at most five, from at most three sources, and says nothing twice', () => {
    const causes = (index: number) => `Reason number ${index} why tides are caused involves ${'abcdefghij'[index]?.repeat(7)} together with ${'klmnopqrst'[index]?.repeat(7)} and water.`;
    const many = Array.from({length: 10}, (_, index) => source(index + 1, causes(index)));
    expect(picked({sources: many})).to.have.lengthOf(3);
    expect(picked({sources: [source(1, Array.from({length: 10}, (_, index) => causes(index)).join(' '))]})).to.have.lengthOf(5);
    expect(picked({sources: [1, 2, 3, 4].map((n) => source(n, causes(1)))})).to.have.lengthOf(1);
  });

  it('goes on with the sentence after the best, and says that it does', () => {
    const text = 'The old harbour lies in the north. Tides are caused by the Moon and its pull. This lifts the water on both sides of the Earth.';
    const {quotes, answers} = pickSentences(evidence({sources: [source(1, text)]}));
    expect(quotes.map(({text: said, goesOn}) => [said, goesOn])).to.deep.equal([
      ['Tides are caused by the Moon and its pull.', false],
      ['This lifts the water on both sides of the Earth.', true],
    ]);
    expect(answers).to.equal(true);
  });

  it('does not leave a sentence alone that points back: what it points at comes with it', () => {
    const text = 'The harbour is old. The Moon pulls at the water of the sea. This causes the tides that we see.';
    expect(picked({sources: [source(1, text)]})).to.deep.equal(['1 The Moon pulls at the water of the sea.', '1 This causes the tides that we see.']);
  });

  it('knows when it has no answer', () => {
    const nearest = (question: string, intent: string, terms: readonly string[], text: string) => pickSentences(evidence({question, analysis: {queries: ['x'], language: 'en', terms, intent}, sources: [source(1, text)]})).answers;
    expect(nearest('What causes tides?', 'answer', ['causes', 'tides'], 'The cause of an error is kept in a field of the error.')).to.equal(false);
    expect(nearest('What is backpressure?', 'definition', ['backpressure'], 'This library handles backpressure in a very good way.')).to.equal(false);
    expect(nearest('What is backpressure?', 'definition', ['backpressure'], 'Backpressure is the signal to wait for a slow reader.')).to.equal(true);
    expect(nearest('What is a Lit element?', 'definition', ['Lit', 'element'], 'A LitElement is a Lit component and a custom element.')).to.equal(true);
  });

  it('hears several sources where several have something to say', () => {
    const long = Array.from({length: 10}, (_, index) => `Tides are caused by the thing called ${'abcdefghij'[index]?.repeat(6)} which ${'klmnopqrst'[index]?.repeat(6)} explains.`).join(' ');
    const numbers = new Set(pickSentences(evidence({sources: [source(1, long), source(2, 'What causes the tides is above all the Moon, an old rival of ours says.')]})).quotes.map(({n}) => n));
    expect([...numbers]).to.deep.equal([1, 2]);
  });

  it('prefers a statement to the question itself', () => {
    const text = 'What causes the tides that we see every day? Tides have causes that lie mostly with the Moon, which pulls at the sea.';
    expect(picked({sources: [source(1, text)]})).to.deep.equal(['1 Tides have causes that lie mostly with the Moon, which pulls at the sea.']);
  });

  it('leaves out what has one common word of several', () => {
    const analysis = {queries: ['x'], language: 'en', terms: ['Moon', 'tides', 'explained'], intent: 'answer'};
    const text = 'The Moon and its tides are explained here in a few plain words. As was explained before, the harbour office opens at nine on weekdays.';
    expect(picked({analysis, sources: [source(1, text)]})).to.deep.equal(['1 The Moon and its tides are explained here in a few plain words.']);
  });

  it('finds other forms of a word, and CJK words', () => {
    const analysis = {queries: [], language: 'de', terms: ['funktioniert', 'Wärmepumpe'], intent: 'answer'};
    const text = 'Im Museum hängen viele alte Bilder aus dem Norden. Moderne Wärmepumpen entziehen der Luft oder dem Boden Wärme und geben sie ab.';
    expect(picked({analysis, sources: [source(1, text)]})).to.deep.equal(['1 Moderne Wärmepumpen entziehen der Luft oder dem Boden Wärme und geben sie ab.']);
    const chinese = {queries: [], language: 'zh', terms: ['量子', '计算'], intent: 'definition'};
    expect(picked({analysis: chinese, sources: [source(1, '今天天气很好，我们一起去公园散步吧。量子计算是一种遵循量子力学规律的新型计算模式。')]})).to.deep.equal([
      '1 量子计算是一种遵循量子力学规律的新型计算模式。',
    ]);
  });

  it('goes by the passages where no sentence has a term of the question', () => {
    const analysis = {queries: ['x'], language: 'und', terms: ['zzyzx'], intent: 'answer'};
    expect(picked({analysis})).to.include('1 Tides are caused by the gravitational pull of the Moon and the Sun on the oceans.');
  });

  it('goes by the question where it has no terms', () => {
    const analysis = {queries: ['x'], language: 'und', terms: [], intent: 'answer'};
    expect(picked({analysis, question: 'tides'})[0]).to.include('Tides are caused');
  });
});
