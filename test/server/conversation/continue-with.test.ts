import {expect} from 'chai';
import {continueWith, MAX_TURNS} from '../../../server/conversation/continue-with.ts';
import {type AnswerState, emptySession, type SessionState, type SynthesisState} from '../../../shared/session-state.ts';

const answer = (text: string, changes: Partial<AnswerState> = {}): AnswerState => ({model: 'a', sources: [], status: 'done', text, reasoning: '', citations: [], ...changes});
const synthesis = (text: string, changes: Partial<SynthesisState> = {}): SynthesisState => ({model: 'a', status: 'done', text, citations: [], answers: [], included: [], notIncluded: [], ...changes});
const source = (n: number, used = true) => ({n, id: `p${n}`, url: `https://a.example/${n}`, title: `Page ${n}`, used, how: 'page' as const});
const turnOf = (state: Partial<SessionState>) => continueWith([], {...emptySession, question: 'q', ...state})[0];

describe('continueWith', () => {
  it('keeps the synthesis, else the first complete answer, else what there is of one', () => {
    expect(turnOf({answers: [answer('one')], synthesis: synthesis('both')})?.answer).to.equal('both');
    expect(turnOf({answers: [answer('half', {status: 'failed'}), answer('one')], synthesis: synthesis('bro', {status: 'failed'})})?.answer).to.equal('one');
    expect(turnOf({answers: [answer(''), answer('half', {status: 'failed'})].map((each) => ({...each, status: 'failed' as const}))})?.answer).to.equal('half');
    expect(turnOf({})).to.deep.equal({question: 'q', answer: '', sources: []});
  });

  it('prefers a whole answer to one that the reader stopped, and either to one with nothing in it', () => {
    const stopped = (text: string) => answer(text, {stopped: true, finishReason: 'stopped'});
    expect(turnOf({answers: [stopped(''), answer('whole')]})?.answer).to.equal('whole');
    expect(turnOf({answers: [stopped('ha'), answer('whole')]})?.answer).to.equal('whole');
    expect(turnOf({answers: [answer('half', {status: 'failed'}), stopped('ha')]})?.answer).to.equal('ha');
    expect(turnOf({answers: [stopped(''), answer('half', {status: 'failed'})]})?.answer).to.equal('half');
  });

  it('leaves the old numbers behind', () => {
    expect(turnOf({answers: [answer('Tides [1][2] rise. [1, 3] See [1](https://x.example).')]})?.answer).to.equal('Tides rise. See [1](https://x.example).');
  });

  it('names the sources that were cited, else those that were used, at most five', () => {
    const sources = [1, 2, 3, 4, 5, 6, 7].map((n) => source(n, n > 1));
    expect(turnOf({sources, answers: [answer('x', {citations: [{n: 3, start: 0, end: 3}]})]})?.sources.map(({title}) => title)).to.deep.equal(['Page 3']);
    expect(turnOf({sources, answers: [answer('x')]})?.sources.map(({title}) => title)).to.deep.equal(['Page 2', 'Page 3', 'Page 4', 'Page 5', 'Page 6']);
  });

  it('puts the most cited source first, one found unsupported last, each with what was quoted of it and who found it', () => {
    const at = {start: 0, end: 3};
    const citations = [{n: 1, ...at, supported: false, quote: 'no'}, {n: 2, ...at, supported: true, quote: 'one'}, {n: 3, ...at, supported: true, quote: 'two'}, {n: 3, ...at, supported: true, quote: 'three'}, {n: 3, ...at, quote: 'two'}];
    const {url, title} = source(3);
    const pages = [{hit: {id: 'p3', url, title, snippet: '', rank: 1}, provider: 'brave', query: 'q', status: 'read' as const}];
    expect(turnOf({sources: [1, 2, 3].map((n) => source(n)), pages, answers: [answer('x', {citations})]})?.sources).to.deep.equal([
      {title: 'Page 3', url: 'https://a.example/3', provider: 'brave', quote: 'two … three'},
      {title: 'Page 2', url: 'https://a.example/2', provider: '', quote: 'one'},
      {title: 'Page 1', url: 'https://a.example/1', provider: '', quote: ''},
    ]);
  });

  it('stays small, however long the answers and the conversation', () => {
    let turns = continueWith([], emptySession);
    for (let i = 0; i < 10; i++) turns = continueWith(turns, {...emptySession, question: `q${i}`, answers: [answer('𝒳'.repeat(100_000))]});
    expect(turns.map(({question}) => question)).to.deep.equal(['q5', 'q6', 'q7', 'q8', 'q9']);
    expect(turns).to.have.lengthOf(MAX_TURNS);
    for (const turn of turns) expect(turn.answer.length).to.be.at.most(4_000);
  });
});
