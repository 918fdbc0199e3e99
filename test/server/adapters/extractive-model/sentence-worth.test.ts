import {expect} from 'chai';
import {pickSentences} from '../../../../server/adapters/extractive-model/pick-sentences.ts';
import {sentenceWorth} from '../../../../server/adapters/extractive-model/sentence-worth.ts';
import type {Analysis, EvidenceSource} from '../../../../server/pipeline/handoff.ts';
import {evidence, source} from '../../../support/evidence.ts';

const asking = (question: string, terms: readonly string[], intent: string, sources: readonly EvidenceSource[] = []) => {
  const analysis: Analysis = {queries: [question], language: 'en', terms, intent};
  return evidence({question, analysis, sources});
};
const worth = sentenceWorth(asking('How do tides work?', ['tides'], 'answer'), new Set(['tide']));
const picked = (...given: Parameters<typeof asking>) => pickSentences(asking(...given)).quotes.map(({text}) => text);

describe('sentenceWorth', () => {
  it('is about 1 for a complete sentence that stands by itself', () => {
    expect(worth('Tides are caused by the Moon.', 'Tides', true)).to.equal(1);
    expect(worth('from2 is a module that makes streams of tides.', 'Tides', true)).to.equal(1);
    expect(worth('潮汐是由月球引起的。', 'Tides', true)).to.equal(1);
  });

  for (const [what, sentence] of [
    ['a question', 'What causes the tides of the sea?'], ['a heading', 'The tides of the sea and the Moon'], ['what announces something', 'There are two kinds of tides:'],
    ['the rest of a sentence', 'and so the tides rise twice a day.'], ['what was cut', 'Tides are caused by the Moon, which…'], ['what points back', 'This is why tides rise twice a day.'],
    ['an entry of a reference', 'Returns true if the tides are rising.'], ['an option', 'tides: a boolean that makes the sea rise.'], ['half a sentence', 'When the tides are rising.'],
    ['what sends on', 'See the tides page for more information.'], ['talk of the project itself', 'Tides is licensed under the terms of the MIT license.'],
  ] as const) {
    it(`is less for ${what}`, () => expect(worth(sentence, 'Tides', true)).to.be.below(0.9));
  }

  it('is little for a list of changes, unless changes were asked for', () => {
    const sentence = 'Tides are now computed faster.';
    expect(worth(sentence, 'Changelog', true)).to.be.below(0.5);
    expect(sentenceWorth(asking('What is new in version 3 of tides?', ['tides'], 'answer'), new Set(['tide']))(sentence, 'Changelog', true)).to.equal(1);
  });
});

describe('the quotes of a reader’s question', () => {
  it('begin with what a thing is when that was asked', () => {
    const sources = [
      source(1, 'Many streams apply backpressure to their producers. Backpressure can be switched off in the options of this library.'),
      source(2, 'Backpressure is the signal by which a slow consumer tells its producer to wait.'),
    ];
    expect(picked('What is backpressure?', ['backpressure'], 'definition', sources)[0]).to.equal('Backpressure is the signal by which a slow consumer tells its producer to wait.');
  });

  it('hold no table, no commit, no release and no code', () => {
    const debris = ['| tides | the tides of the sea rise |', 'switch tides off when unsubscribed from the sea (260d52a).', '1.2.0 The tides of the sea are computed anew.', 'Fixed the tides of the sea that never rose (#2026).', 'const tides = (sea) => { return sea.rise(); };'];
    const sources = [source(1, [...debris, 'Tides of the sea rise because the Moon pulls at the water.'].join('\n'))];
    expect(picked('Why do tides of the sea rise?', ['tides', 'sea', 'rise'], 'answer', sources)).to.deep.equal(['Tides of the sea rise because the Moon pulls at the water.']);
  });

  it('are whole where whole sentences are to be had', () => {
    const long = `Tides of the sea are a thing of which ${'many people say this and that, '.repeat(20)}and they rise.`;
    const quotes = picked('Why do tides of the sea rise?', ['tides', 'sea', 'rise'], 'answer', [source(1, long), source(2, 'Tides of the sea rise because the Moon pulls at the water.')]);
    expect(quotes[0]).to.equal('Tides of the sea rise because the Moon pulls at the water.');
  });

  it('are few where none has most of what was asked', () => {
    const sources = [1, 2, 3, 4, 5, 6].map((n) => source(n, `The window number ${n} of this old house can be opened quite easily by anybody.`));
    expect(picked('How does the window resume a broken session?', ['window', 'resume', 'broken', 'session'], 'answer', sources).length).to.be.within(1, 3);
  });

  it('begin with the source that says it best', () => {
    const sources = [source(1, 'Boats wait for the tides in the harbour of the old town.'), source(2, 'The tides are caused by the pull of the Moon, and the Sun causes a part of the tides.')];
    expect(picked('What causes tides?', ['causes', 'tides'], 'answer', sources)[0]).to.match(/^The tides are caused/);
  });
});
