import {expect} from '@open-wc/testing';
import {turnMarkdown} from '../../../client/elements/turn-markdown.ts';
import {answered, answerStarted, delta, enriched, ended, source, started, stateAfter, synthesisDelta, synthesisStarted, synthesized} from '../support/session-events.ts';

const sources = enriched(source(1), source(2, {url: '/v1/corpus/x', title: ''}), source(3));
const server = 'https://answers.example';

describe('turnMarkdown', () => {
  it('is the question, the answer, and the sources that it cites by their numbers', () => {
    expect(turnMarkdown(stateAfter(started(['m1'], 'Why\ntwo?'), sources, answerStarted(), delta('The moon [1].\n'), answered(), ended()), server)).to.equal(
      '# Why two?\n\nThe moon [1].\n\n[1] Page 1: https://site1.example/page\n',
    );
  });

  it('has the combined answer first, each text under its model, and cited documents at the server’s address', () => {
    const cite = {citations: [{n: 2, start: 0, end: 3}]};
    const state = stateAfter(started(['m1', 'm2']), sources, answerStarted('m1'), delta('One.', 'm1'), {...answered('m1'), ...cite}, answerStarted('m2'), synthesisStarted('m1'), synthesisDelta('Both.'), synthesized(['m1']), ended());
    expect(turnMarkdown(state, server)).to.equal('# Why two tides?\n\n## m1\n\nBoth.\n\n## m1\n\nOne.\n\n[2] /v1/corpus/x: https://answers.example/v1/corpus/x\n');
  });

  it('is the question alone when nothing was answered', () => {
    expect(turnMarkdown(stateAfter(started(), answerStarted()), server)).to.equal('# Why two tides?\n');
  });
});
