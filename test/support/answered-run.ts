/** test/support - what a pipeline says of one question: found, read, answered by each model, with a synthesis where there are two. */
import {concatMap, delay, from, type Observable, of} from 'rxjs';
import type {QuestionAsked} from '../../server/pipeline/handoff.ts';
import type {Said} from '../../shared/session-event.ts';

const hit = {id: 'p1', url: '/v1/corpus/d1#tides', title: 'Tides', snippet: 'The Moon pulls.', rank: 1};
const page = {id: 'p2', url: 'https://moon.example/', title: 'Moon [2]', snippet: 'It is near.', rank: 2};

/** One answer's words. */
export const answerOf = (model: string): string => `${model} says the Moon. [1]`;

function* events({models, question}: QuestionAsked): Generator<Said> {
  yield {type: 'analysis-start'};
  yield {type: 'analysis-end', queries: [question], language: 'en', terms: [], intent: 'answer', ms: 1};
  yield {type: 'search-start', queries: [question], providers: ['corpus']};
  yield {type: 'search-result', query: question, provider: 'corpus', hit};
  yield {type: 'search-result', query: question, provider: 'corpus', hit: page};
  yield {type: 'search-end', found: 2, ms: 1};
  yield {type: 'enrichment-start', total: 2};
  yield {type: 'enrichment-end', sources: [{n: 1, id: 'p1', url: hit.url, title: hit.title, used: true, how: 'corpus'}, {n: 2, id: 'p2', url: page.url, title: page.title, used: false, how: 'snippet', age: '2026-01-02'}], ms: 1};
  for (const model of models) {
    yield {type: 'answer-start', model, sources: [1]};
    yield {type: 'answer-reasoning-delta', model, text: 'Hm.'};
    for (const text of answerOf(model).split(/(?<= )/)) yield {type: 'answer-delta', model, text};
    const start = answerOf(model).indexOf('[1]');
    yield {type: 'answer-end', model, finishReason: 'stop', citations: [{n: 1, start, end: start + 3, quote: 'The Moon pulls.'}], usage: {promptTokens: 10, completionTokens: 5, totalTokens: 15}, ttftMs: 1, ms: 2};
  }
  if (models.length > 1) {
    yield {type: 'synthesis-start', model: models[0]!, answers: [...models]};
    for (const text of ['Both say ', 'the Moon. [1]']) yield {type: 'synthesis-delta', text};
    yield {type: 'synthesis-end', model: models[0]!, finishReason: 'stop', citations: [{n: 1, start: 18, end: 21}], ttftMs: 1, ms: 2, included: [...models], notIncluded: []};
  }
  yield {type: 'related-questions', questions: ['And the Sun?']};
}

/** A pipeline that answers like that, a turn for each event. */
export const answeredRun = (asked: QuestionAsked): Observable<Said> => from([...events(asked)]).pipe(concatMap((said) => of(said).pipe(delay(0))));
