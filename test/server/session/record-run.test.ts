import {expect} from 'chai';
import {lastValueFrom, map, NEVER, throwError} from 'rxjs';
import {recordRun, type StopCode} from '../../../server/session/record-run.ts';
import type {Said} from '../../../shared/session-event.ts';
import {marbles} from '../../support/marbles.ts';

const said: Record<string, Said> = {
  a: {type: 'analysis-start'},
  A: {type: 'analysis-end', queries: ['q'], language: 'en', terms: [], intent: 'answer', ms: 1},
  s: {type: 'search-start', queries: ['q'], providers: ['corpus']},
  e: {type: 'enrichment-start', total: 1},
  m: {type: 'answer-start', model: 'm', sources: []},
  d: {type: 'answer-delta', model: 'm', text: 'x'},
  M: {type: 'answer-end', model: 'm', finishReason: 'stop', citations: [], ttftMs: 1, ms: 2},
  n: {type: 'answer-start', model: 'n', sources: []},
  O: {type: 'answer-end', model: 'n', finishReason: 'stopped', stopped: true, citations: [], ttftMs: 1, ms: 2},
  y: {type: 'synthesis-start', model: 'm', answers: ['m', 'n']},
};
const start = {question: 'q', models: ['m'], providers: ['corpus']};

/** What a run comes to, as the types of its events; the end tells its outcome and code. */
const records = (name: string, diagrams: {run: string; stop?: string; out: string; unsubscribed: string}, values: Record<string, string>) => {
  it(
    name,
    marbles(({cold, hot, expectObservable, expectSubscriptions}) => {
      const run$ = cold(diagrams.run, said);
      const stop$ = hot<StopCode>(diagrams.stop ?? '------------', {s: 'stopped', q: 'abandoned', z: 'shutdown'});
      const errors: unknown[] = [];
      const out$ = recordRun(run$, start, stop$, (error) => errors.push(error)).pipe(
        map((event) => {
          if (event.type === 'session-end') return `session-end ${event.outcome} ${event.code ?? '-'} ${event.ms}`;
          return 'code' in event ? `${event.type} ${event.code} ${'partial' in event ? event.partial : ''}`.trim() : event.type;
        }),
      );
      expectObservable(out$).toBe(diagrams.out, {S: 'session-start', N: 'session-metrics', ...Object.fromEntries(Object.entries(said).map(([key, {type}]) => [key, type])), ...values});
      expectSubscriptions(run$.subscriptions).toBe(diagrams.unsubscribed);
    }),
  );
};

describe('recordRun', () => {
  records(
    'begins, stamps and ends a run that was answered',
    {run: '--a-A-mdM|', out: 'S-a-A-mdM(NE|)', unsubscribed: '^--------!'},
    {E: 'session-end done - 9'},
  );
  records('fails a run that nobody answered', {run: '--a-A|', out: 'S-a-A(NE|)', unsubscribed: '^----!'}, {E: 'session-end failed no-answer 5'});
  records(
    'closes every stage and answer that is open when it is stopped, in that turn',
    {run: '--asem-dy---', stop: '---------s', out: 'S-asem-dy(12345NE|)', unsubscribed: '^--------!'},
    {1: 'analysis-end', 2: 'search-end', 3: 'enrichment-end', 4: 'answer-error stopped true', 5: 'synthesis-error stopped false', E: 'session-end stopped stopped 9'},
  );
  records(
    'closes what is open when the pipeline breaks, and says no more than that',
    {run: '-m-#', out: 'Sm-(1NE|)', unsubscribed: '^--!'},
    {1: 'answer-error internal false', E: 'session-end failed internal 3'},
  );
  records('is stopped when nobody reads', {run: '-a------', stop: '---q', out: 'Sa-(1NE|)', unsubscribed: '^--!'}, {1: 'analysis-end', E: 'session-end stopped abandoned 3'});
  records('fails when the server goes down', {run: '-a------', stop: '---z', out: 'Sa-(1NE|)', unsubscribed: '^--!'}, {1: 'analysis-end', E: 'session-end failed shutdown 3'});
  records('says an empty run, too', {run: '|', out: '(SNE|)', unsubscribed: '(^!)'}, {E: 'session-end failed no-answer 0'});

  records('ends as done when only some of its answers were stopped', {run: '-mMnO|', out: 'SmMnO(NE|)', unsubscribed: '^----!'}, {E: 'session-end done - 5'});
  records('ends as stopped when all of its answers were', {run: '-nO|', out: 'SnO(NE|)', unsubscribed: '^--!'}, {E: 'session-end stopped stopped 3'});

  it(
    'measures the first event, source and token',
    marbles(({cold, expectObservable}) => {
      const hit = {id: 'i', url: 'https://a.example/', title: 't', snippet: 's', rank: 1};
      const run$ = cold<Said>('-a-h-md|', {...said, h: {type: 'search-result', query: 'q', provider: 'p', hit}});
      const metrics$ = recordRun(run$, start, cold('-'), () => undefined).pipe(map((event) => (event.type === 'session-metrics' ? event : undefined)));
      const metrics = {type: 'session-metrics', at: 7, firstEventMs: 1, firstSourceMs: 3, firstTokenMs: 6, modelCalls: 1, modelRetries: 0, bytes: 0, events: 7, hits: 1, pages: 0, errors: 1};
      expectObservable(metrics$).toBe('uu-u-uu(uumu|)', {u: undefined, m: metrics});
    }),
  );

  it('tells the operator of a fault, once', async () => {
    const errors: unknown[] = [];
    const fault = new Error('ours');
    const broken$ = throwError(() => fault);
    await lastValueFrom(recordRun(broken$, start, NEVER, (error) => errors.push(error)));
    expect(errors).to.deep.equal([fault]);
  });
});
