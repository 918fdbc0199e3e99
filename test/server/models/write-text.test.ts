import {expect} from 'chai';
import {from, NEVER, of, throwError, toArray} from 'rxjs';
import type {ModelChunk} from '../../../server/models/model-provider.ts';
import {type Writing, type WritingFailed, type WritingLimits, type WritingTask, writeText} from '../../../server/models/write-text.ts';
import {UpstreamError, type UpstreamErrorOptions} from '../../../server/pipeline/upstream-error.ts';
import {evidence} from '../../support/evidence.ts';
import {end, fakeDirectory, fakeModelProvider, reasoning, saying, type Script, text} from '../../support/fake-model-provider.ts';
import {marbles} from '../../support/marbles.ts';

const request = {model: 'm', messages: [], evidence: evidence(), ref: 'ref'};
const write = (script: Script, limits: WritingLimits = {}, task: Partial<WritingTask> = {}, others: Readonly<Record<string, Script>> = {}) => {
  const scripts = {m: script, ...others};
  return writeText(fakeDirectory(fakeModelProvider(scripts), {serves: Object.keys(scripts)}), {...request, ...task}, {random: () => 0, ...limits});
};
const failure = (options: Partial<UpstreamErrorOptions> = {}) => new UpstreamError('not for readers', {code: 'upstream-failed', reason: 'It broke.', retryable: true, ...options});

const chunks: Record<string, ModelChunk> = {a: text('Hel'), b: text('lo'), r: reasoning('hm'), e: end(), l: end('length')};
const shown: Record<string, Writing> = {a: {type: 'text', text: 'Hel'}, b: {type: 'text', text: 'lo'}, r: {type: 'reasoning', text: 'hm'}};
const written = (said: string, ttftMs: number, ms: number, rest = {}): Writing => ({type: 'written', finishReason: 'stop', ttftMs, ms, ...speed(said, ms - ttftMs), retries: 0, ...rest});
/** As a server that counts nothing has it: four characters a token. */
const speed = (said: string, ms: number) => {
  const tokens = Math.ceil(said.length / 4);
  return ms > 0 && tokens > 1 ? {tokensPerSecond: (1_000 * (tokens - 1)) / ms} : {};
};
const failed = (code: string, message: string, partial: boolean, ms = 0, retries = 0): Writing => ({type: 'failed', code, message, partial, ms, retries});
const retry = (attempt: number, inMs: number, code: string): Writing => ({type: 'retry', attempt, inMs, code});

const brief = (code: string, message: string, partial: boolean) => ({type: 'failed', code, message, partial, retries: 0});

describe('writeText', () => {
  it('passes the pieces on at once and sums them up', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const call$ = cold('-r-a-b--e', chunks);
    expectObservable(write(call$)).toBe('-r-a-b--(w|)', {...shown, w: written('Hello', 3, 8)});
    expectSubscriptions(call$.subscriptions).toBe('^-------!');
  }));

  it('says what was used, and that the model cut itself off', () => {
    const usage = {promptTokens: 7, completionTokens: 2};
    const seen: Writing[] = [];
    write(from<ModelChunk[]>([text('Hello'), {type: 'end', finishReason: 'length', usage}])).subscribe((writing) => seen.push(writing));
    expect(seen.at(-1)).to.deep.include({type: 'written', finishReason: 'length', usage, truncated: true});
  });

  it('tries again what failed before it showed anything', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const bad$ = cold<ModelChunk>('--#', {}, failure({code: 'rate-limited', retryAfterMs: 3}));
    const good$ = cold('a-e', chunks);
    const calls = [bad$, good$];
    expectObservable(write(() => calls.shift() ?? NEVER)).toBe('--r--a-(w|)', {...shown, r: retry(2, 3, 'rate-limited'), w: written('Hel', 5, 7, {retries: 1})});
    expectSubscriptions(good$.subscriptions).toBe('-----^-!');
  }));

  it('gives up with the last reason', marbles(({cold, expectObservable}) => {
    expectObservable(write(cold<ModelChunk>('-#', {}, failure()), {attempts: 3})).toBe('-rs(f|)', {
      r: retry(2, 0, 'upstream-failed'),
      s: retry(3, 0, 'upstream-failed'),
      f: failed('upstream-failed', 'It broke.', false, 3, 2),
    });
  }));

  it('keeps what was written when it is stopped, and leaves the model', marbles(({cold, hot, expectObservable, expectSubscriptions}) => {
    const call$ = cold('-a-b----e', chunks);
    const stop$ = hot(' -----s--s');
    expectObservable(write(call$, {}, {stop$})).toBe('-a-b-(w|)', {...shown, w: written('Hello', 1, 5, {finishReason: 'stopped', stopped: true})});
    expectSubscriptions(call$.subscriptions).toBe('^----!');
  }));

  it('stops the one who took over, and names it', marbles(({cold, hot, expectObservable, expectSubscriptions}) => {
    const bad$ = cold<ModelChunk>('-#', {}, failure({retryable: false}));
    const next$ = cold('            -a----e', chunks);
    const stop$ = hot('            ----s');
    const items: Record<string, Writing> = {...shown, x: {type: 'reset', reason: 'It broke.', code: 'upstream-failed', next: 'n'}, w: written('Hel', 2, 4, {finishReason: 'stopped', stopped: true, by: 'n', retries: 1})};
    expectObservable(write(bad$, {}, {stop$, fallbacks: ['n']}, {n: next$})).toBe('-xa-(w|)', items);
    expectSubscriptions(next$.subscriptions).toBe('-^--!');
  }));

  it('stops the wait before a retry', marbles(({cold, hot, expectObservable}) => {
    const bad$ = cold<ModelChunk>('-#', {}, failure({code: 'rate-limited', retryAfterMs: 5}));
    expectObservable(write(bad$, {}, {stop$: hot('---s')})).toBe('-r-(w|)', {r: retry(2, 5, 'rate-limited'), w: written('', 3, 3, {finishReason: 'stopped', stopped: true, retries: 1})});
  }));

  it('asks nobody when it was stopped before', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const call$ = cold('-a-e', chunks);
    expectObservable(write(call$, {}, {stop$: of('before')})).toBe('(w|)', {w: written('', 0, 0, {finishReason: 'stopped', stopped: true})});
    expectSubscriptions(call$.subscriptions).toBe([]);
  }));

  it('does not try again what is hopeless, or what was shown', marbles(({cold, expectObservable}) => {
    const hopeless = failure({code: 'unauthorized', retryable: false, reason: 'It refused.'});
    expectObservable(write(cold<ModelChunk>('-#', {}, hopeless))).toBe('-(f|)', {f: failed('unauthorized', 'It refused.', false, 1)});
    expectObservable(write(cold('-a#', chunks, failure({code: 'truncated'})))).toBe('-a(f|)', {...shown, f: failed('truncated', 'It broke.', true, 2)});
    expectObservable(write(cold('-r#', chunks, failure()))).toBe('-r(f|)', {...shown, f: failed('upstream-failed', 'It broke.', false, 2)});
  }));

  it('keeps what is not for readers to itself', marbles(({cold, expectObservable}) => {
    expectObservable(write(cold<ModelChunk>('#', {}, new TypeError('x of undefined')))).toBe('(f|)', {f: failed('upstream-failed', 'It failed unexpectedly.', false)});
  }));

  it('waits only so long for the first piece, and does not wait as long again', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const stalled$ = cold<ModelChunk>('------------');
    expectObservable(write(stalled$, {firstTokenMs: 5})).toBe('-----(f|)', {f: failed('timeout', 'It did not begin to answer in time.', false, 5)});
    expectSubscriptions(stalled$.subscriptions).toBe('^----!');
  }));

  it('waits only so long between two pieces', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const stalled$ = cold('-a-----------', chunks);
    expectObservable(write(stalled$, {idleMs: 4})).toBe('-a---(f|)', {...shown, f: failed('timeout', 'It fell silent in the middle of its answer.', true, 5)});
    expectSubscriptions(stalled$.subscriptions).toBe('^----!');
  }));

  it('lets no answer last for ever', marbles(({cold, expectObservable}) => {
    expectObservable(write(cold('a-a-a-a-a-a', chunks), {totalMs: 5})).toBe('a-a-a(f|)', {...shown, f: failed('timeout', 'Its answer took too long.', true, 5)});
  }));

  it('ends an answer at the cap, between characters', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const endless$ = cold('-x-y-x-x-x', {x: text('a𝒳'), y: reasoning('ü')});
    const items: Record<string, Writing> = {x: {type: 'text', text: 'a𝒳'}, y: {type: 'reasoning', text: 'ü'}, z: {type: 'text', text: 'a'}, w: written('a𝒳a', 1, 5, {finishReason: 'length', truncated: true})};
    expectObservable(write(endless$, {maxLength: 6})).toBe('-x-y-(zw|)', items);
    expectSubscriptions(endless$.subscriptions).toBe('^----!');
  }));

  it('never passes on an empty piece', () => {
    const seen: Writing[] = [];
    write(saying('abc', 'def'), {maxLength: 3}).subscribe((writing) => seen.push(writing));
    expect(seen.map(({type}) => type)).to.deep.equal(['text', 'written']);
  });

  it('takes an answer without text for a failure, and one without an end', () => {
    const outcome = (said: readonly ModelChunk[]) => {
      const seen: Writing[] = [];
      write(from(said), {attempts: 1}).pipe(toArray()).subscribe((all) => seen.push(...all));
      const {ms: _, ...last} = seen.at(-1) as WritingFailed;
      return last;
    };
    expect(outcome([end()])).to.deep.equal(brief('empty', 'It gave an empty answer.', false));
    expect(outcome([reasoning('hm'), end('length')])).to.deep.equal(brief('empty', 'It gave an empty answer.', false));
    expect(outcome([text('Hel')])).to.deep.equal(brief('truncated', 'Its answer broke off.', true));
    expect(outcome([])).to.deep.equal(brief('truncated', 'Its answer broke off.', false));
  });

  it('fails for a model that nobody serves', () => {
    const seen: Writing[] = [];
    writeText(fakeDirectory(fakeModelProvider({}), {serves: []}), request).subscribe((writing) => seen.push(writing));
    expect(seen).to.have.lengthOf(1);
    expect(seen[0]).to.include({code: 'not-found', message: 'There is no such model here.', partial: false});
  });

  it('survives a provider that throws', () => {
    const seen: Writing[] = [];
    write(() => {
      throw new Error('at once');
    }).subscribe((writing) => seen.push(writing));
    expect(seen).to.have.lengthOf(1);
    expect(seen[0]).to.include({code: 'upstream-failed', message: 'It failed unexpectedly.', partial: false});
  });

  it('ends the call when it is left, also while it waits to try again', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const call$ = cold('-a-b-', chunks);
    expectObservable(write(call$), '^-!').toBe('-a-', shown);
    expectSubscriptions(call$.subscriptions).toBe('^-!');
    const bad$ = cold<ModelChunk>('#', {}, failure({retryAfterMs: 5}));
    expectObservable(write(bad$), '^--!').toBe('r--', {r: retry(2, 5, 'upstream-failed')});
    expectSubscriptions(bad$.subscriptions).toBe('(^!)');
    expectObservable(write(throwError(failure), {attempts: 1})).toBe('(f|)', {f: failed('upstream-failed', 'It broke.', false)});
  }));
});

describe('writeText with others to take over', () => {
  const reset = (code: string, reason: string, next: string): Writing => ({type: 'reset', reason, code, next});

  it('voids what was shown and lets the next model begin anew', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const bad$ = cold('  -a-#', chunks, failure({code: 'truncated'}));
    const good$ = cold('    -b-e', chunks);
    expectObservable(write(bad$, {}, {fallbacks: ['n']}, {n: good$})).toBe('-a-xb-(w|)', {...shown, x: reset('truncated', 'It broke.', 'n'), w: written('lo', 4, 6, {by: 'n', retries: 1})});
    expectSubscriptions(good$.subscriptions).toBe('---^--!');
  }));

  it('goes from a model that never speaks to the next after one deadline', marbles(({cold, expectObservable}) => {
    const good$ = cold('      b---e', chunks);
    const out$ = write(NEVER, {firstTokenMs: 6}, {fallbacks: ['n']}, {n: good$});
    expectObservable(out$).toBe('------(xb)(w|)', {...shown, x: reset('timeout', 'It did not begin to answer in time.', 'n'), w: written('lo', 6, 10, {by: 'n', retries: 1})});
  }));

  it('fails with the last reason when nobody could', marbles(({cold, expectObservable}) => {
    const first$ = cold<ModelChunk>('-#', {}, failure({retryable: false, reason: 'One.'}));
    const second$ = cold<ModelChunk>('-a-#', chunks, failure({retryable: false, reason: 'Two.'}));
    expectObservable(write(first$, {}, {fallbacks: ['m', 'n']}, {n: second$})).toBe('-xa-(f|)', {...shown, x: reset('upstream-failed', 'One.', 'n'), f: failed('upstream-failed', 'Two.', true, 4, 1)});
  }));

  it('asks a model no more that keeps failing, until a while has passed', () => {
    const provider = fakeModelProvider({m: throwError(() => failure({retryable: false}))});
    const models = fakeDirectory(provider, {serves: ['m']});
    const codes = Array.from({length: 13}, () => {
      const seen: Writing[] = [];
      writeText(models, request).subscribe((writing) => seen.push(writing));
      return seen.map((writing) => ('code' in writing ? writing.code : writing.type)).join();
    });
    expect(codes).to.deep.equal([...Array<string>(10).fill('upstream-failed'), ...Array<string>(3).fill('circuit-open')]);
    expect(provider.requests).to.have.lengthOf(10);
  });

  it('does not wait longer than is sensible for a server that asks for it', marbles(({cold, expectObservable}) => {
    const busy$ = cold<ModelChunk>('-#', {}, failure({code: 'rate-limited', retryAfterMs: 60_000}));
    expectObservable(write(busy$)).toBe('-(f|)', {f: failed('rate-limited', 'It broke.', false, 1)});
  }));

  it('says a preface before the text, each time it begins', marbles(({cold, expectObservable}) => {
    const bad$ = cold('  ra#', chunks, failure({code: 'truncated'}));
    const out$ = write(bad$, {}, {preface: 'P. ', fallbacks: ['n']}, {n: cold('b---e', chunks)});
    const items: Record<string, Writing> = {r: {type: 'reasoning', text: 'hm'}, a: {type: 'text', text: 'P. Hel'}, b: {type: 'text', text: 'P. lo'}, x: reset('truncated', 'It broke.', 'n')};
    expectObservable(out$).toBe('ra(xb)(w|)', {...items, w: {type: 'written', finishReason: 'stop', ttftMs: 2, ms: 6, by: 'n', retries: 1}});
  }));
});
