import {expect} from 'chai';
import {concat, delay, EMPTY, ignoreElements, mergeMap, of, Subject} from 'rxjs';
import {answerFrom} from '../../../server/pipeline/answer-from.ts';
import {onHandoff} from '../../../server/pipeline/on-handoff.ts';
import type {PipelineItem, Stage} from '../../../server/pipeline/stage.ts';
import {evidenceReady} from '../../support/evidence.ts';
import {marbles} from '../../support/marbles.ts';

const evidence: PipelineItem = evidenceReady();
const a: PipelineItem = {type: 'search-end', found: 1, ms: 1};
const l: PipelineItem = {type: 'enrichment-progress', done: 1, failed: 0, total: 2, bytes: 1, ms: 1};
const x: PipelineItem = {type: 'answer-delta', model: 'm', text: 'x'};
const values = {a, e: evidence, l, x};

/** Writes for five milliseconds. */
const write: Stage = onHandoff('evidence-ready', () => of(x).pipe(delay(3), mergeMap((said) => concat(of(said), EMPTY.pipe(delay(2))))));

describe('answerFrom', () => {
  it('lets what comes after the evidence pass while it writes', marbles(({hot, expectObservable}) => {
    const input$ = hot('-a-e-l---l|', values);
    expectObservable(input$.pipe(answerFrom(write, new Subject<void>()))).toBe('-a---lx--l|', values);
  }));

  it('says when the writing has ended, so that its source can end, too', marbles(({hot, expectObservable, expectSubscriptions}) => {
    const answered$ = new Subject<void>();
    const input$ = hot('-e----', values);
    const writing: Stage = (item$) => item$.pipe(onHandoff('evidence-ready', () => of(x).pipe(delay(3))));
    expectObservable(answered$).toBe('----t', {t: undefined});
    expectObservable(input$.pipe(answerFrom(writing, answered$)), '^-----!').toBe('----x', values);
    expectSubscriptions(input$.subscriptions).toBe('^-----!');
  }));

  it('ends when there is no evidence at all', marbles(({hot, expectObservable}) => {
    expectObservable(hot('-a-|', values).pipe(answerFrom(write, new Subject<void>()))).toBe('-a-|', values);
  }));

  it('hears an answer that is complete at once', () => {
    const items: string[] = [];
    const answered$ = new Subject<void>();
    answered$.subscribe(() => items.push('answered'));
    of(a, evidence, l).pipe(answerFrom(onHandoff('evidence-ready', () => of(x).pipe(ignoreElements())), answered$)).subscribe(({type}) => items.push(type));
    expect(items).to.deep.equal(['search-end', 'answered', 'enrichment-progress']);
  });
});
