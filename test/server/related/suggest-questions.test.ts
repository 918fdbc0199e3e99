import {expect} from 'chai';
import {ignoreElements, merge, throwError} from 'rxjs';
import {modelBreaker} from '../../../server/models/model-breaker.ts';
import type {ModelChunk} from '../../../server/models/model-provider.ts';
import type {PipelineItem, Stage} from '../../../server/pipeline/stage.ts';
import {suggestQuestions} from '../../../server/related/suggest-questions.ts';
import {evidence, questionAsked, source} from '../../support/evidence.ts';
import {end, fakeModelProvider, saying, type Script, text} from '../../support/fake-model-provider.ts';
import {marbles} from '../../support/marbles.ts';

const given = evidence({
  sources: [
    source(1, [
      {heading: 'Spring tides and neap tides', text: 'Spring tides and neap tides come twice a month.', score: 3},
      {heading: 'The Bay of Fundy', text: 'The tides in the Bay of Fundy are the highest.', score: 2},
      {heading: 'Tidal power stations', text: 'Tidal power stations use the tides.', score: 1},
    ]),
  ],
});
const begun: PipelineItem = {type: 'answers-begun', asked: questionAsked(), evidence: given, models: ['a']};
const ready: PipelineItem = {type: 'answer-ready', answer: {model: 'a', text: 'The Moon. [1]', citations: [{n: 1, start: 10, end: 13}]}};
const lost: PipelineItem = {type: 'answer-lost', model: 'a', code: 'timeout'};
const fromHeadings = ['What should I know about “Spring tides and neap tides”?', 'How is “the Bay of Fundy” related to “tides”?', 'What should I know about “Tidal power stations”?'];
const bySources: PipelineItem = {type: 'related-questions', questions: fromHeadings};
const made = ['When is the next spring tide?', 'How high is the water in Fundy?', 'Do lakes have tides?'];
const byModel: PipelineItem = {type: 'related-questions', questions: made};
const items = {b: begun, r: ready, l: lost, q: bySources, m: byModel};
const pass: Stage = (item$) => item$;
const helped = (script: Script) => {
  const provider = fakeModelProvider({helper: script});
  return {provider, model: () => ({provider, id: 'helper', breaker: modelBreaker('helper')})};
};
const json = (value: unknown): ModelChunk => text(JSON.stringify(value));

describe('suggestQuestions', () => {
  it('suggests three questions once all else was said, from headings of the sources', marbles(({hot, expectObservable}) => {
    expectObservable(hot('-b-r--|', items).pipe(suggestQuestions()(pass))).toBe('-b-r--(q|)', items);
  }));

  it('waits for the last stage, and delays nothing that it says', marbles(({hot, cold, expectObservable}) => {
    const said: Record<string, PipelineItem> = {...items, s: {type: 'synthesis-delta', text: 's'}, e: {type: 'synthesis-delta', text: 'e'}};
    const {model} = helped(cold('--(je|)', {j: json({questions: made}), e: end()}));
    const last: Stage = (item$) => merge(item$.pipe(ignoreElements()), cold('---s------e|', said));
    expectObservable(hot('-b-r--|', items).pipe(suggestQuestions({model})(last))).toBe('---s------e--(m|)', said);
  }));

  it('takes what a model suggests, in one call', marbles(({hot, cold, expectObservable, flush}) => {
    const {model, provider} = helped(cold('---(je|)', {j: json({questions: made}), e: end()}));
    expectObservable(hot('b-r-|', items).pipe(suggestQuestions({model})(pass))).toBe('b-r----(m|)', items);
    flush();
    expect(provider.requests).to.have.lengthOf(1);
    expect(provider.requests[0]).to.include({json: true, model: 'helper'});
  }));

  it('goes by the sources when the model fails, stalls or talks nonsense', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const stalls$ = cold<ModelChunk>('--------------');
    expectObservable(hot('br|', items).pipe(suggestQuestions({...helped(stalls$), deadlineMs: 5})(pass))).toBe('br-----(q|)', items);
    expectSubscriptions(stalls$.subscriptions).toBe('--^----!');
    expectObservable(hot('br|', items).pipe(suggestQuestions(helped(throwError(() => new Error('broken'))))(pass))).toBe('br(q|)', items);
    for (const nonsense of ['Sure!', '[]', '{"questions": "one"}', '{"questions": [1]}']) {
      expectObservable(hot('br|', items).pipe(suggestQuestions(helped(saying(nonsense)))(pass))).toBe('br(q|)', items);
    }
  }));

  it('fills in what the model leaves out, and leaves out what was asked, what is twice there and what is no question', marbles(({hot, expectObservable}) => {
    const said = {questions: ['What causes tides?', 'Do lakes have tides?', 'do lakes have TIDES', 'See https://evil.example', '', '**bold**', 'x'.repeat(300)]};
    const questions = ['Do lakes have tides?', ...fromHeadings.slice(0, 2)];
    expectObservable(hot('br|', items).pipe(suggestQuestions(helped(saying(JSON.stringify(said))))(pass))).toBe('br(x|)', {...items, x: {type: 'related-questions', questions}});
  }));

  it('suggests nothing, and calls nobody, when no model answered or nobody asked', marbles(({hot, expectObservable, flush}) => {
    const {model, provider} = helped(saying('{}'));
    expectObservable(hot('-b-l--|', items).pipe(suggestQuestions({model})(pass))).toBe('-b-l--|', items);
    expectObservable(hot<PipelineItem>('---|').pipe(suggestQuestions({model})(pass))).toBe('---|');
    flush();
    expect(provider.requests).to.have.lengthOf(0);
  }));

  it('ends the call when it is left', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const call$ = cold<ModelChunk>('----------');
    expectObservable(hot('br|', items).pipe(suggestQuestions(helped(call$))(pass)), '^----!').toBe('br', items);
    expectSubscriptions(call$.subscriptions).toBe('--^--!');
  }));
});
