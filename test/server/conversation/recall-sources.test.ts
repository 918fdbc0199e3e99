import {expect} from 'chai';
import {CONVERSATION, recallSources} from '../../../server/conversation/recall-sources.ts';
import type {Analysis, TurnSource} from '../../../server/pipeline/handoff.ts';
import type {SearchWishes} from '../../../shared/ask-request.ts';
import {questionAsked} from '../../support/evidence.ts';

const source = (name: string, changes: Partial<TurnSource> = {}): TurnSource => ({title: `Tower ${name}`, url: `https://${name}.example/tower`, provider: 'web', quote: `The tower of ${name}.`, ...changes});
const about = (...terms: readonly string[]): Analysis => ({queries: [terms.join(' ')], language: 'en', terms, intent: 'answer'});
const recalled = (analysis: Analysis, search: SearchWishes = {}, sources: readonly TurnSource[] = ['a', 'b', 'c', 'd'].map((name) => source(name))) =>
  recallSources(questionAsked({search, earlier: [{question: 'Who is older?', answer: '', sources: [source('old')]}, {question: 'How high is the tower?', answer: '330 m.', sources}]}), analysis);

describe('recallSources', () => {
  it('brings the most cited sources of the last answer, at most three, as pages with what was quoted of them', () => {
    const hits = recalled(about('tower', 'price'));
    expect(hits.map(({url, rank, snippet}) => [url, rank, snippet])).to.deep.equal([
      ['https://a.example/tower', 1, 'The tower of a.'],
      ['https://b.example/tower', 2, 'The tower of b.'],
      ['https://c.example/tower', 3, 'The tower of c.'],
    ]);
    expect(CONVERSATION).to.equal('conversation');
  });

  it('brings none for the first question, nor for one about something else', () => {
    expect(recallSources(questionAsked(), about('tower'))).to.deep.equal([]);
    expect(recalled(about('koa', 'middleware'))).to.deep.equal([]);
  });

  it('brings none that the reader’s wishes leave out', () => {
    const urls = (search: SearchWishes) => recalled(about('tower'), search).map(({url}) => url);
    expect(urls({domains: {deny: ['a.example']}})).to.deep.equal(['https://b.example/tower', 'https://c.example/tower', 'https://d.example/tower']);
    expect(urls({domains: {allow: ['d.example']}})).to.deep.equal(['https://d.example/tower']);
    expect(urls({providers: ['corpus']})).to.deep.equal([]);
    expect(urls({disabled: true})).to.deep.equal([]);
    expect(urls({providers: []})).to.have.lengthOf(3);
    expect(recalled(about('tower'), {providers: ['corpus']}, [source('x', {url: '/v1/corpus/0123456789abcdef#height', provider: 'corpus'})]).map(({url}) => url)).to.deep.equal(['/v1/corpus/0123456789abcdef#height']);
  });
});
