import {expect} from 'chai';
import {from, tap, throwError, toArray} from 'rxjs';
import type {ModelChunk} from '../../../server/models/model-provider.ts';
import type {AnswersBegun, QuestionAsked} from '../../../server/pipeline/handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import {type SynthesizeAnswersOptions, synthesizeAnswers} from '../../../server/synthesis/synthesize-answers.ts';
import {evidenceReady} from '../../support/evidence.ts';
import {end, fakeDirectory, fakeModelProvider, reasoning, saying, type Script, text} from '../../support/fake-model-provider.ts';
import {marbles} from '../../support/marbles.ts';

const broken = new UpstreamError('not for readers', {code: 'bad-response', reason: 'It spoke in tongues.', retryable: false});

const begun = (models: readonly string[] = ['a', 'b'], changes: Partial<QuestionAsked> = {}): AnswersBegun => {
  const {asked, evidence} = evidenceReady({models, ...changes});
  return {type: 'answers-begun', asked, evidence, models};
};
const ready = (model: string): PipelineItem => ({type: 'answer-ready', answer: {model, text: `${model} says [1]`, citations: []}});
const lost = (model: string): PipelineItem => ({type: 'answer-lost', model, code: 'timeout'});
const delta: PipelineItem = {type: 'answer-delta', model: 'a', text: 'x'};
const start = (...answers: string[]): PipelineItem => ({type: 'synthesis-start', model: 'w', answers});
const finish = (included: string[], notIncluded: string[], ttftMs: number, ms: number, retries = 0): PipelineItem => ({
  type: 'synthesis-end', model: 'w', finishReason: 'stop', citations: [{n: 2, start: 3, end: 6}], ttftMs, ms, ...(ms > ttftMs && {tokensPerSecond: Math.round(10_000 / (ms - ttftMs)) / 10}), retries, included, notIncluded,
});
const piece: PipelineItem = {type: 'synthesis-delta', text: 'So [2]'};
const failed = (code: string, message: string, partial: boolean): PipelineItem => ({type: 'synthesis-error', model: 'w', code, message, partial, best: 'a'});

const stage = (script: Script, {synthesizer = 'w', others = {}, fallback = 'none', ...options}: SynthesizeAnswersOptions & {synthesizer?: string | undefined; fallback?: string; others?: Readonly<Record<string, Script>>} = {}) => {
  const provider = fakeModelProvider({w: script, a: throwError(() => broken), b: throwError(() => broken), ...others});
  return {provider, synthesize: synthesizeAnswers(fakeDirectory(provider, {serves: ['w', 'a', 'b', 'quotes'], fallback, ...(synthesizer && {synthesizer})}), {random: () => 0, ...options})};
};
const chunks: Record<string, ModelChunk> = {x: text('So [2]'), r: reasoning('hm'), e: end()};
const inputs = {b: begun(), r: ready('a'), t: ready('b'), d: delta, l: lost('b'), m: lost('a')};

describe('synthesizeAnswers', () => {
  it('says nothing of its own when nobody was asked, and lets everything public pass', marbles(({hot, expectObservable}) => {
    expectObservable(hot('-d-|', inputs).pipe(stage(saying('x')).synthesize)).toBe('-d-|', {d: delta});
  }));

  it('writes when the last answer is in, from all of them in the order asked', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const writer$ = cold('     --rx-e', chunks);
    const input$ = hot(' -b-t-r|', inputs);
    const expected = '   -----s--x-(f|)';
    expectObservable(input$.pipe(stage(writer$).synthesize)).toBe(expected, {s: start('a', 'b'), x: piece, f: finish(['a', 'b'], [], 3, 5)});
    expectSubscriptions(writer$.subscriptions).toBe('-----^----!');
    expectSubscriptions(input$.subscriptions).toBe('^-----!');
  }));

  it('lets everything public pass at once while it waits and while it writes', marbles(({hot, cold, expectObservable}) => {
    const writer$ = cold('      -----x-e', chunks);
    const input$ = hot('db-dr-td-d----|', inputs);
    const expected = '  d--d--sd-d-x-f|';
    expectObservable(input$.pipe(stage(writer$).synthesize)).toBe(expected, {d: delta, s: start('a', 'b'), x: piece, f: finish(['a', 'b'], [], 5, 7)});
  }));

  it('names those that failed', marbles(({hot, cold, expectObservable}) => {
    const three = {...inputs, b: begun(['a', 'b', 'c']), c: ready('c')};
    expectObservable(hot('brlc|', three).pipe(stage(cold('-x-e', chunks)).synthesize)).toBe('---sx-(f|)', {s: start('a', 'c'), x: piece, f: finish(['a', 'c'], ['b'], 1, 3)});
  }));

  const four = {...inputs, b: begun(['a', 'b', 'c', 'e']), c: ready('c'), e: ready('e')};

  it('begins with all but the slowest, whose answer goes on and is named as not included', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const writer$ = cold('     --x---e', chunks);
    const input$ = hot(' brtdcd--d-d-e---|', four);
    const expected = '   ---dsdx-d-(df)--|';
    expectObservable(input$.pipe(stage(writer$).synthesize)).toBe(expected, {d: delta, s: start('a', 'b', 'c'), x: piece, f: finish(['a', 'b', 'c'], ['e'], 2, 6)});
    expectSubscriptions(writer$.subscriptions).toBe('----^-----!');
  }));

  it('begins when the wait after the first answer is over', marbles(({hot, cold, expectObservable}) => {
    const writer$ = cold('       -x-e', chunks);
    const input$ = hot('  br-t-----d---|', four);
    expectObservable(input$.pipe(stage(writer$, {waitMs: 5}).synthesize)).toBe('------sx-(df)|', {d: delta, s: start('a', 'b'), x: piece, f: finish(['a', 'b'], ['c', 'e'], 1, 3)});
  }));

  it('writes nothing over fewer than two answers', marbles(({hot, expectObservable}) => {
    expectObservable(hot('brl--|', inputs).pipe(stage(saying('x')).synthesize)).toBe('-----|');
    expectObservable(hot('bml--|', inputs).pipe(stage(saying('x')).synthesize)).toBe('-----|');
    expectObservable(hot('br---|', {...inputs, b: begun(['a'])}).pipe(stage(saying('x')).synthesize)).toBe('-----|');
    expectObservable(hot('br---|', inputs).pipe(stage(saying('x')).synthesize)).toBe('-----|');
  }));

  it('does not take the fallback’s answer for one that was asked for', marbles(({hot, expectObservable}) => {
    expectObservable(hot('bmlr-|', {...inputs, r: ready('quotes')}).pipe(stage(saying('x')).synthesize)).toBe('-----|');
  }));

  it('writes nothing where nobody can, or nobody wishes it', () => {
    const said = (begins: AnswersBegun, {provider, synthesize}: ReturnType<typeof stage>) => {
      const seen: PipelineItem[] = [];
      from([begins, ready('a'), ready('b')]).pipe(synthesize, toArray()).subscribe((all) => seen.push(...all));
      return [seen, provider.requests];
    };
    expect(said(begun(), stage(saying('x'), {synthesizer: ''}))).to.deep.equal([[], []]);
    expect(said(begun(['a', 'b'], {synthesis: false}), stage(saying('x')))).to.deep.equal([[], []]);
  });

  const reset = (next: string, reason = 'It spoke in tongues.', code = 'bad-response'): PipelineItem => ({type: 'synthesis-reset', reason, code, next});

  it('lets another model take over from a writer that fails', marbles(({hot, cold, expectObservable}) => {
    const bad$ = cold('  -x-#', chunks, broken);
    const good$ = cold('    -x-e', chunks);
    const end: PipelineItem = {...(finish(['a', 'b'], [], 4, 6, 1) as object), by: 'a'} as PipelineItem;
    expectObservable(hot('brt|', inputs).pipe(stage(bad$, {others: {a: good$}}).synthesize)).toBe('--sx-vx-(f|)', {s: start('a', 'b'), x: piece, v: reset('a'), f: end});
  }));

  it('does not let who only quotes write it', marbles(({hot, cold, expectObservable}) => {
    const asked = {...inputs, b: begun(['a', 'quotes']), t: ready('quotes')};
    const {provider, synthesize} = stage(cold<ModelChunk>('---#', {}, broken), {others: {quotes: saying('So [2]')}, fallback: 'quotes'});
    expectObservable(hot('brt|', asked).pipe(synthesize, tap({complete: () => expect(provider.requests.map(({model}) => model)).to.deep.equal(['w', 'a'])}))).toBe('--s--(vx|)', {
      s: start('a', 'quotes'), v: reset('a'), x: failed('bad-response', 'It spoke in tongues.', false),
    });
  }));

  it('names the best answer when nobody could write it, and the last reason', marbles(({hot, cold, expectObservable}) => {
    const said = {d: delta, s: start('a', 'b'), v: reset('a'), w: reset('b'), x: failed('bad-response', 'It spoke in tongues.', false)};
    expectObservable(hot('brt-d|', inputs).pipe(stage(cold<ModelChunk>('---#', {}, broken)).synthesize)).toBe('--s-d(vwx|)', said);
  }));

  it('says that it tries again where nothing was shown', marbles(({hot, cold, expectObservable}) => {
    const calls = [cold<ModelChunk>('-#', {}, new UpstreamError('', {code: 'rate-limited', reason: 'Busy.', retryable: true})), cold('-x-e', chunks)];
    expectObservable(hot('brt|', inputs).pipe(stage(() => calls.shift()!).synthesize)).toBe('--srx-(f|)', {s: start('a', 'b'), r: {type: 'synthesis-retry', attempt: 2, inMs: 0, code: 'rate-limited'}, x: piece, f: finish(['a', 'b'], [], 2, 4, 1)});
  }));

  it('gives up on a writer that stalls, and leaves it', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const stalled$ = cold('-x--------', chunks);
    const out$ = hot('brt|', inputs).pipe(stage(stalled$, {idleMs: 4}).synthesize);
    expectObservable(out$).toBe('--sx---(vwy|)', {s: start('a', 'b'), x: piece, v: reset('a', 'It fell silent in the middle of its answer.', 'timeout'), w: reset('b'), y: failed('bad-response', 'It spoke in tongues.', false)});
    expectSubscriptions(stalled$.subscriptions).toBe('--^----!');
  }));

  it('ends the call when it is left', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const writer$ = cold('-x------', chunks);
    const input$ = hot('brt-----', inputs);
    expectObservable(input$.pipe(stage(writer$).synthesize), '^---!').toBe('--sx-', {s: start('a', 'b'), x: piece});
    expectSubscriptions(writer$.subscriptions).toBe('--^-!');
    expectSubscriptions(input$.subscriptions).toBe('^---!');
  }));

  it('passes an error of what is before it on', marbles(({hot, expectObservable}) => {
    expectObservable(hot('bd#', inputs).pipe(stage(saying('x')).synthesize)).toBe('-d#', {d: delta});
  }));

  it('gives the writer the answers and the same evidence', () => {
    const {provider, synthesize} = stage(saying('x'));
    const begins = begun();
    from([begins, ready('b'), ready('a')]).pipe(synthesize).subscribe();
    const [request, ...others] = provider.requests;
    expect(others).to.deep.equal([]);
    expect(request).to.include({model: 'w', ref: begins.asked.ref, evidence: begins.evidence});
    expect(request?.messages[1]?.content).to.match(/<<<source 1 [0-9a-f]{16}>>>[^]+<<<answer of a [^]+a says \[1\][^]+<<<answer of b [^]+Question: What causes tides\?$/);
  });
});
