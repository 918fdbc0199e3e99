import {expect} from '@open-wc/testing';
import {answerMarkdown} from '../../../client/elements/answer-markdown.ts';
import {answered, answerStarted, delta, hostile, source, stateAfter} from '../support/session-events.ts';

const [writing] = stateAfter(answerStarted(), delta('The moon pulls [1].\n'), answered()).answers;

describe('answerMarkdown', () => {
  it('puts the cited sources below the text', () => {
    expect(writing && answerMarkdown(writing, [source(1, {url: '/v1/corpus/x'}), source(2)], 'https://answers.example')).to.equal(
      'The moon pulls [1].\n\n[1] Page 1: https://answers.example/v1/corpus/x\n',
    );
  });

  it('is the text alone when nothing is cited', () => {
    expect(writing && answerMarkdown({...writing, citations: []}, [source(1)], '')).to.equal('The moon pulls [1].\n');
  });

  it('names an address that is no link as it is', () => {
    expect(writing && answerMarkdown(writing, [source(1, {url: hostile.url, title: ''})], '')).to.match(/\[1\] javascript:.*: javascript:/);
  });
});
