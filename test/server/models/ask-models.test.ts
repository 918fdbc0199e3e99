import {expect} from 'chai';
import {of, throwError, toArray} from 'rxjs';
import {askModels} from '../../../server/models/ask-models.ts';
import type {ModelChunk} from '../../../server/models/model-provider.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import {evidenceReady} from '../../support/evidence.ts';
import {end, fakeDirectory, fakeModelProvider, reasoning, saying, type Script, text} from '../../support/fake-model-provider.ts';
import {marbles} from '../../support/marbles.ts';

const broken = new UpstreamError('not for readers', {code: 'unauthorized', reason: 'It refused.', retryable: false});
const passing = new UpstreamError('not for readers', {code: 'rate-limited', reason: 'It is busy.', retryable: true});

const begun = (ready = evidenceReady(), models: readonly string[] = ready.asked.models): PipelineItem => ({type: 'answers-begun', asked: ready.asked, evidence: ready.evidence, models});
const start = (model: string, sources = [1, 2]): PipelineItem => ({type: 'answer-start', model, sources});
const delta = (model: string, said: string): PipelineItem => ({type: 'answer-delta', model, text: said});
const cited = {n: 1, start: 2, end: 5};
/** How an answer `A [1]` ends. */
const finished = (model: string, ttftMs: number, ms: number, retries = 0): PipelineItem => ({type: 'answer-end', model, citations: [cited], finishReason: 'stop', ttftMs, ms, ...(ms > ttftMs && {tokensPerSecond: Math.round(10_000 / (ms - ttftMs)) / 10}), retries});
const handed = (model: string): PipelineItem => ({type: 'answer-ready', answer: {model, text: 'A [1]', citations: [cited]}});
const failed = (model: string, ms: number, partial = false): PipelineItem => ({type: 'answer-error', model, code: 'unauthorized', message: 'It refused.', partial, ms, retries: 0});
const lost = (model: string): PipelineItem => ({type: 'answer-lost', model, code: 'unauthorized'});

const stage = (scripts: Readonly<Record<string, Script>>, {fallback = 'none', ...options}: {fallback?: string; concurrency?: number; firstTokenMs?: number; idleMs?: number} = {}) => {
  const provider = fakeModelProvider(scripts);
  return {provider, ask: askModels(fakeDirectory(provider, {serves: Object.keys(scripts), fallback}), {random: () => 0, ...options})};
};
const chunks: Record<string, ModelChunk> = {a: text('A '), 1: text('[1]'), r: reasoning('hm'), e: end()};

describe('askModels', () => {
  it('says nothing of its own before the evidence is ready, and lets everything else pass', marbles(({hot, expectObservable}) => {
    const item: PipelineItem = {type: 'enrichment-start', total: 3};
    expectObservable(hot('-p-|', {p: item}).pipe(stage({}).ask)).toBe('-p-|', {p: item});
  }));

  it('streams one answer', marbles(({hot, cold, expectObservable}) => {
    const ready = evidenceReady({models: ['a']});
    const a$ = cold('                 ----r-a-1-e', chunks);
    const expected = '                (bs)r-a-1-(fh|)';
    const items = {b: begun(ready), s: start('a'), r: {type: 'answer-reasoning-delta', model: 'a', text: 'hm'}, a: delta('a', 'A '), 1: delta('a', '[1]'), f: finished('a', 6, 10), h: handed('a')} as const;
    expectObservable(hot<PipelineItem>('v|', {v: ready}).pipe(stage({a: a$}).ask)).toBe(expected, items);
  }));

  it('streams several side by side; one that fails leaves the others alone', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const a$ = cold('  -----a--1------e', chunks);
    const b$ = cold('  ------a---#', chunks, broken);
    const expected = ' (bst)am-1-(xl)-(fh|)';
    const items = {b: begun(), s: start('a'), t: start('b'), a: delta('a', 'A '), 1: delta('a', '[1]'), m: delta('b', 'A '), x: failed('b', 10, true), l: lost('b'), f: finished('a', 5, 15), h: handed('a')};
    expectObservable(hot<PipelineItem>('v|', {v: evidenceReady()}).pipe(stage({a: a$, b: b$}).ask)).toBe(expected, items);
    expectSubscriptions(a$.subscriptions).toBe('^--------------!');
    expectSubscriptions(b$.subscriptions).toBe('^---------!');
  }));

  it('says a retry, where nothing was shown', marbles(({hot, cold, expectObservable}) => {
    const calls = [cold<ModelChunk>('----#', {}, passing), cold('--a-1-e', chunks)];
    const expected = '              (bs)r-a-1-(fh|)';
    const ready = evidenceReady({models: ['a']});
    const retry: PipelineItem = {type: 'answer-retry', model: 'a', attempt: 2, inMs: 0, code: 'rate-limited'};
    const items = {b: begun(ready), s: start('a'), r: retry, a: delta('a', 'A '), 1: delta('a', '[1]'), f: finished('a', 6, 10, 1), h: handed('a')};
    expectObservable(hot<PipelineItem>('v|', {v: ready}).pipe(stage({a: () => calls.shift()!}).ask)).toBe(expected, items);
  }));

  it('gives up on a model that stalls, and leaves it', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const good$ = cold('    -----a---1-e', chunks);
    const stalled$ = cold(' ------a-----------', chunks);
    const expected = '      (bst)am--1-(fh)(xl|)';
    const reason = {code: 'timeout', message: 'It fell silent in the middle of its answer.', partial: true, ms: 15, retries: 0};
    const stalled: Record<'x' | 'l', PipelineItem> = {x: {type: 'answer-error', model: 'b', ...reason}, l: {type: 'answer-lost', model: 'b', code: 'timeout'}};
    const items = {b: begun(), s: start('a'), t: start('b'), a: delta('a', 'A '), 1: delta('a', '[1]'), m: delta('b', 'A '), f: finished('a', 5, 11), h: handed('a'), ...stalled};
    expectObservable(hot<PipelineItem>('v|', {v: evidenceReady()}).pipe(stage({a: good$, b: stalled$}, {idleMs: 9}).ask)).toBe(expected, items);
    expectSubscriptions(stalled$.subscriptions).toBe('^--------------!');
  }));

  it('lets the last resort answer when all failed, and says why', marbles(({hot, cold, expectObservable}) => {
    const preface = '> No model could answer, so these are sentences of the sources themselves. `a`: It refused. `b`: It refused.\n\n';
    const shifted = [{n: 1, start: preface.length + 2, end: preface.length + 5}];
    const a$ = cold<ModelChunk>(' -----#', {}, broken);
    const b$ = cold<ModelChunk>(' ---------#', {}, broken);
    const f$ = cold('                     -----a-1-e', chunks);
    const expected = '           (bst)(xl)(ymu)a-1-(fh|)';
    const items = {
      b: begun(), s: start('a'), t: start('b'), x: failed('a', 5), l: lost('a'), y: failed('b', 9), m: lost('b'),
      u: {...start('quotes'), reason: 'No model could answer. a: It refused. b: It refused.'} as PipelineItem, a: delta('quotes', `${preface}A `), 1: delta('quotes', '[1]'),
      f: {...finished('quotes', 5, 9), citations: shifted} as PipelineItem, h: {type: 'answer-ready', answer: {model: 'quotes', text: `${preface}A [1]`, citations: shifted}} as PipelineItem,
    };
    expectObservable(hot<PipelineItem>('v|', {v: evidenceReady()}).pipe(stage({a: a$, b: b$, quotes: f$}, {fallback: 'quotes'}).ask)).toBe(expected, items);
  }));

  it('ends the answer that the reader stops with what it has, and leaves its model; the others go on', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const a$ = cold('          -----a--1------e', chunks);
    const b$ = cold('          ------a--------1', chunks);
    const stopAnswer$ = hot('  ----------b-', {b: 'b'});
    const expected = '         (bst)am-1-(xl)-(fh|)';
    const ready = evidenceReady({stopAnswer$});
    const x: PipelineItem = {type: 'answer-end', model: 'b', citations: [], finishReason: 'stopped', stopped: true, ttftMs: 6, ms: 10, retries: 0};
    const items = {b: begun(ready), s: start('a'), t: start('b'), a: delta('a', 'A '), 1: delta('a', '[1]'), m: delta('b', 'A '), x, l: {type: 'answer-lost', model: 'b', code: 'stopped'} as PipelineItem, f: finished('a', 5, 15), h: handed('a')};
    expectObservable(hot<PipelineItem>('v|', {v: ready}).pipe(stage({a: a$, b: b$}).ask)).toBe(expected, items);
    expectSubscriptions(a$.subscriptions).toBe('^--------------!');
    expectSubscriptions(b$.subscriptions).toBe('^---------!');
  }));

  it('asks no model that was stopped before its turn, and calls no last resort over those that were stopped', () => {
    const {provider, ask} = stage({a: saying('A'), b: saying('B'), quotes: saying('Q')}, {fallback: 'quotes'});
    const seen: string[] = [];
    of<PipelineItem>(evidenceReady({stopAnswer$: of('a', 'b')})).pipe(ask).subscribe((item) => seen.push(item.type));
    expect(seen).to.deep.equal(['answers-begun', 'answer-start', 'answer-end', 'answer-lost', 'answer-start', 'answer-end', 'answer-lost']);
    expect(provider.requests).to.be.empty;
  });

  it('ends every call when it is left', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const a$ = cold('-----a-1-e', chunks);
    const b$ = cold('----------', chunks);
    const items = {b: begun(), s: start('a'), t: start('b'), a: delta('a', 'A ')};
    expectObservable(hot<PipelineItem>('v-----------', {v: evidenceReady()}).pipe(stage({a: a$, b: b$}).ask), '^-----!').toBe('(bst)a-', items);
    expectSubscriptions(a$.subscriptions).toBe('^-----!');
    expectSubscriptions(b$.subscriptions).toBe('^-----!');
  }));

  const said = (ready: ReturnType<typeof evidenceReady>, ask: ReturnType<typeof askModels>) => {
    const items: PipelineItem[] = [];
    of<PipelineItem>(ready).pipe(ask, toArray()).subscribe((all) => items.push(...all));
    return items;
  };
  const outline = (items: readonly PipelineItem[]) => items.map((item) => ('model' in item ? `${item.type} ${item.model}` : item.type)).join(', ');

  it('asks every model the same, each once, over the same evidence', () => {
    const {provider, ask} = stage({a: saying('A'), b: saying('B')});
    const ready = evidenceReady({models: ['a', 'b', 'a']});
    expect(outline(said(ready, ask))).to.equal(
      'answers-begun, answer-start a, answer-delta a, answer-end a, answer-ready, answer-start b, answer-delta b, answer-end b, answer-ready',
    );
    const [first, second, ...others] = provider.requests;
    expect(others).to.deep.equal([]);
    expect(second?.messages).to.equal(first?.messages);
    expect(second?.evidence).to.equal(ready.evidence);
    expect(first?.ref).to.equal(ready.asked.ref);
  });

  it('fences each question anew', () => {
    const {provider, ask} = stage({a: saying('A')});
    const fences = [1, 2].map((_, index) => {
      said(evidenceReady({models: ['a']}), ask);
      return /<<<source 1 ([0-9a-f]{16})>>>/.exec(provider.requests[index]?.messages[1]?.content ?? '')?.[1];
    });
    expect(fences[0]).to.be.a('string').and.not.equal(fences[1]);
  });

  it('asks too when there is nothing to answer from', () => {
    const {provider, ask} = stage({a: saying('I found nothing.')});
    const items = said(evidenceReady({models: ['a']}, {sources: []}), ask);
    expect(outline(items)).to.equal('answers-begun, answer-start a, answer-delta a, answer-end a, answer-ready');
    expect(items[1]).to.deep.equal(start('a', []));
    expect(provider.requests[0]?.messages[0]?.content).to.include('no sources were found');
  });

  it('does not ask the fallback again that was among the asked', () => {
    const {provider, ask} = stage({a: throwError(() => broken)}, {fallback: 'a'});
    expect(outline(said(evidenceReady({models: ['a']}), ask))).to.equal('answers-begun, answer-start a, answer-error a, answer-lost a');
    expect(provider.requests).to.have.lengthOf(1);
  });

  it('says so when nobody serves a model', () => {
    const items = said(evidenceReady({models: ['ghost', 'a']}), stage({a: saying('A')}).ask);
    expect(items[2]).to.include({type: 'answer-error', model: 'ghost', code: 'not-found', partial: false});
    expect(items[3]).to.deep.equal({type: 'answer-lost', model: 'ghost', code: 'not-found'});
    expect(items.at(-1)).to.include({type: 'answer-ready'});
  });

  it('goes on with the fallback of a model that fails, in its place', marbles(({hot, cold, expectObservable}) => {
    const a$ = cold('   -----a-#', chunks, broken);
    const c$ = cold('          --a-1-e', chunks);
    const expected = '  (bs)-a-x-a-1-(fh|)';
    const provider = fakeModelProvider({a: a$, b: saying('B'), c: c$});
    const ready = evidenceReady({models: ['a']});
    const ask = askModels(fakeDirectory(provider, {serves: ['a', 'b', 'c'], fallbacks: {a: ['c']}}), {random: () => 0});
    const end: PipelineItem = {type: 'answer-end', model: 'a', by: 'c', citations: [cited], finishReason: 'stop', ttftMs: 9, ms: 13, tokensPerSecond: 250, retries: 1};
    const items = {b: begun(ready), s: start('a'), a: delta('a', 'A '), 1: delta('a', '[1]'), x: {type: 'answer-reset', model: 'a', reason: 'It refused.', code: 'unauthorized', next: 'c'}, f: end, h: handed('a')} as const;
    expectObservable(hot<PipelineItem>('v|', {v: ready}).pipe(ask)).toBe(expected, items);
  }));

  it('takes nobody for a fallback who answers anyway', () => {
    const provider = fakeModelProvider({a: throwError(() => broken), b: saying('B')});
    const ask = askModels(fakeDirectory(provider, {serves: ['a', 'b'], fallbacks: {a: ['b']}}));
    expect(outline(said(evidenceReady(), ask))).to.include('answer-error a, answer-lost a').and.not.include('reset');
  });

  it('has at most so many writing at once', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const a$ = cold('  ----a-1-e', chunks);
    const b$ = cold('          -----a-1-e', chunks);
    const expected = ' (bs)a-1-(fht)m-2-(gi|)';
    const items = {
      b: begun(), s: start('a'), a: delta('a', 'A '), 1: delta('a', '[1]'), f: finished('a', 4, 8), h: handed('a'),
      t: start('b'), m: delta('b', 'A '), 2: delta('b', '[1]'), g: finished('b', 5, 9), i: handed('b'),
    };
    expectObservable(hot<PipelineItem>('v|', {v: evidenceReady()}).pipe(stage({a: a$, b: b$}, {concurrency: 1}).ask)).toBe(expected, items);
    expectSubscriptions(b$.subscriptions).toBe('--------^--------!');
  }));
});
