import {expect} from 'chai';
import {defer, EMPTY, from, type Observable, of} from 'rxjs';
import type {Analysis, EvidenceGap, QuestionAsked, QueriesReady} from '../../../server/pipeline/handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {pageId} from '../../../server/search/page-id.ts';
import type {FoundPage, SearchItem, SearchProvider} from '../../../server/search/search-provider.ts';
import {searchWeb, type SearchWebOptions} from '../../../server/search/search-web.ts';
import type {SearchWishes} from '../../../shared/ask-request.ts';
import {fakeSearchProvider, type Finds, page, searchError} from '../../support/fake-search-provider.ts';
import {marbles} from '../../support/marbles.ts';

const analysis: Analysis = {queries: [], language: 'en', terms: [], intent: 'answer'};
const askedFor = (search: SearchWishes = {}): QuestionAsked => ({type: 'question-asked', question: 'What causes tides?', models: [], synthesis: true, search, ref: '0123456789ab'});
const queriesReady = (queries: readonly string[], search?: SearchWishes): QueriesReady => ({type: 'queries-ready', asked: askedFor(search), ...analysis, queries});

const a = page('a');
const b = page('b');
const c = page('c');

const hit = ({url, title, snippet}: FoundPage, rank: number) => ({id: pageId(url), url, title, snippet, rank});
const started = (queries: readonly string[], ...providers: readonly string[]): PipelineItem => ({type: 'search-start', queries: [...queries], providers: [...providers]});
const result = (query: string, found: FoundPage, rank: number, provider = 'fake'): PipelineItem => ({type: 'search-result', query, provider, hit: hit(found, rank)});
const ended = (found: number, ms: number): PipelineItem => ({type: 'search-end', found, ms});
const failed = (query: string, provider: string, code: string, message: string, next?: string): PipelineItem => ({
  type: 'search-error',
  provider,
  query,
  code,
  message,
  ...(next !== undefined && {next}),
});

type Place = readonly [found: FoundPage, rank: number, score: number, provider?: string];
const handedOn = (queries: readonly string[], hits: readonly Place[], search?: SearchWishes, gap?: EvidenceGap): PipelineItem => ({
  type: 'hits-ready',
  asked: askedFor(search),
  analysis: {...analysis, queries},
  hits: hits.map(([found, rank, score, provider = 'fake']) => ({...hit(found, rank), provider, score})),
  ...(gap && {gap}),
});

/** The stage over providers, with waits before retries that can be drawn. */
const stage = (providers: readonly SearchProvider[], options: SearchWebOptions = {}) => searchWeb(providers, {timeoutMs: 10, retryMs: 4, random: () => 0.5, ...options});
const fake = (found: Readonly<Record<string, Finds>>, name?: string) => fakeSearchProvider(found, name);

describe('searchWeb', () => {
  it('says a page once when two queries find it, and ranks it first', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const input$ = hot('-q|', {q: queriesReady(['x', 'y'])});
    const x$ = cold('    --a--b|', {a, b});
    const y$ = cold('    ----b|', {b});
    const expected = '  -s-a-b-(eh|)';
    expectObservable(input$.pipe(stage([fake({x: x$, y: y$})]))).toBe(expected, {
      s: started(['x', 'y'], 'fake'),
      a: result('x', a, 1),
      b: result('y', b, 1),
      e: ended(2, 6),
      h: handedOn(['x', 'y'], [[b, 1, 1 / 61 + 1 / 62], [a, 1, 1 / 61]]),
    });
    expectSubscriptions(x$.subscriptions).toBe('-^-----!');
    expectSubscriptions(y$.subscriptions).toBe('-^----!');
  }));

  it('ends with nothing when nothing is found', marbles(({hot, cold, expectObservable}) => {
    const input$ = hot('-q|', {q: queriesReady(['x'])});
    const x$ = cold<FoundPage>('    ---|');
    const expected = '  -s--(eh|)';
    expectObservable(input$.pipe(stage([fake({x: x$})]))).toBe(expected, {s: started(['x'], 'fake'), e: ended(0, 3), h: handedOn(['x'], [], {}, 'nothing-found')});
  }));

  it('ends at once without queries, and without providers', marbles(({expectObservable}) => {
    expectObservable(of(queriesReady([])).pipe(stage([fake({})]))).toBe('(seh|)', {s: started([], 'fake'), e: ended(0, 0), h: {...handedOn([], [], {}, 'no-question'), asked: {...askedFor(), synthesis: false}}});
    expectObservable(of(queriesReady(['x'])).pipe(stage([]))).toBe('(seh|)', {s: started(['x']), e: ended(0, 0), h: handedOn(['x'], [], {}, 'search-failed')});
  }));

  it('asks nobody, and says no error, where the reader wants no search', marbles(({expectObservable}) => {
    const search = {disabled: true, providers: ['nobody']};
    for (const [intent, gap] of [['answer', 'not-searched'], ['greeting', 'no-question']] as const) {
      const handed = {type: 'hits-ready', asked: {...askedFor(search), ...(gap === 'no-question' && {synthesis: false})}, analysis: {...analysis, queries: ['x'], intent}, hits: [], gap};
      expectObservable(of({...queriesReady(['x'], search), intent}).pipe(stage([fake({})]))).toBe('(seh|)', {s: started([]), e: ended(0, 0), h: handed});
    }
  }));

  it('waits for a provider as long as that says', marbles(({hot, cold, expectObservable}) => {
    const input$ = hot('-q|', {q: queriesReady(['x'])});
    const x$ = cold('    ------------a|', {a});
    const slow = {...fake({x: x$}), timeoutMs: 15};
    const expected = '  -s-----------a(eh|)';
    expectObservable(input$.pipe(stage([slow]))).toBe(expected, {s: started(['x'], 'fake'), a: result('x', a, 1), e: ended(1, 13), h: handedOn(['x'], [[a, 1, 1 / 61]])});
  }));

  it('lets everything else pass', marbles(({cold, expectObservable}) => {
    const other: PipelineItem = {type: 'analysis-start'};
    expectObservable(cold('o-o|', {o: other}).pipe(stage([fake({})]))).toBe('o-o|', {o: other});
  }));

  it('asks no more queries at once than it may, each once', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const x$ = cold<FoundPage>('---|');
    const y$ = cold<FoundPage>('---|');
    const z$ = cold<FoundPage>('---|');
    const queries = ['x', 'y', 'z', 'x'];
    const searched$ = of(queriesReady(queries)).pipe(stage([fake({x: x$, y: y$, z: z$})], {concurrency: 2}));
    expectObservable(searched$).toBe('s-----(eh|)', {s: started(['x', 'y', 'z'], 'fake'), e: ended(0, 6), h: handedOn(queries, [], {}, 'nothing-found')});
    expectSubscriptions(x$.subscriptions).toBe('^--!');
    expectSubscriptions(y$.subscriptions).toBe('^--!');
    expectSubscriptions(z$.subscriptions).toBe('---^--!');
  }));

  describe('when a provider fails', () => {
    it('lets the next take over, and keeps what was found', marbles(({cold, expectObservable}) => {
      const one = fake({x: cold('--a--#', {a}, searchError('upstream-failed'))}, 'one');
      const two = fake({x: cold('     --b|', {b})}, 'two');
      const expected = '              s-a--e-b(fh|)';
      expectObservable(of(queriesReady(['x'])).pipe(stage([one, two]))).toBe(expected, {
        s: started(['x'], 'one', 'two'),
        a: result('x', a, 1, 'one'),
        e: failed('x', 'one', 'upstream-failed', 'It is upstream-failed.', 'two'),
        b: result('x', b, 1, 'two'),
        f: ended(2, 8),
        h: handedOn(['x'], [[a, 1, 1 / 61, 'one'], [b, 1, 1 / 61, 'two']]),
      });
    }));

    it('tells the last failure without a next, and the other queries go on', marbles(({cold, expectObservable}) => {
      const provider = fake({x: cold('-#', {}, searchError('quota-exhausted')), y: cold('--a|', {a})});
      expectObservable(of(queriesReady(['x', 'y'])).pipe(stage([provider]))).toBe('sfa(eh|)', {
        s: started(['x', 'y'], 'fake'),
        f: failed('x', 'fake', 'quota-exhausted', 'It is quota-exhausted.'),
        a: result('y', a, 1),
        e: ended(1, 3),
        h: handedOn(['x', 'y'], [[a, 1, 1 / 61]]),
      });
    }));

    it('tells a fault of ours without its details', marbles(({cold, expectObservable}) => {
      const provider = fake({x: cold('-#', {}, new TypeError('secret.path is not a function'))});
      expectObservable(of(queriesReady(['x'])).pipe(stage([provider]))).toBe('s(feh|)', {
        s: started(['x'], 'fake'),
        f: failed('x', 'fake', 'upstream-failed', 'It failed unexpectedly.'),
        e: ended(0, 1),
        h: handedOn(['x'], [], {}, 'search-failed'),
      });
    }));

    it('survives one that throws instead of answering', marbles(({expectObservable}) => {
      const rude: SearchProvider = {
        name: 'rude',
        search: () => {
          throw new Error('boom');
        },
      };
      expectObservable(of(queriesReady(['x'])).pipe(stage([rude, fake({x: [a]})]))).toBe('(sfaeh|)', {
        s: started(['x'], 'rude', 'fake'),
        f: failed('x', 'rude', 'upstream-failed', 'It failed unexpectedly.', 'fake'),
        a: result('x', a, 1),
        e: ended(1, 0),
        h: handedOn(['x'], [[a, 1, 1 / 61]]),
      });
    }));
  });

  it('lets the next take over when one finds nothing, and tells it only then', marbles(({cold, expectObservable}) => {
    const one = fake({x: cold<FoundPage>('--|')}, 'one');
    const two = fake({x: cold<FoundPage>('  --|')}, 'two');
    expectObservable(of(queriesReady(['x'])).pipe(stage([one, two]))).toBe('s-f-(eh|)', {
      s: started(['x'], 'one', 'two'),
      f: failed('x', 'one', 'empty', 'It found nothing.', 'two'),
      e: ended(0, 4),
      h: handedOn(['x'], [], {}, 'nothing-found'),
    });
  }));

  it('leaves a provider that stalls, at the beginning or between two hits', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const mute$ = cold<FoundPage>('-------------------');
    const halting$ = cold('-------a-----------', {a});
    const provider = fake({x: mute$, y: halting$}, 'slow');
    const expected = '     s------a--f------(geh|)';
    expectObservable(of(queriesReady(['x', 'y'])).pipe(stage([provider]))).toBe(expected, {
      s: started(['x', 'y'], 'slow'),
      a: result('y', a, 1, 'slow'),
      f: failed('x', 'slow', 'timeout', 'It did not answer in time.'),
      g: failed('y', 'slow', 'timeout', 'It did not answer in time.'),
      e: ended(1, 17),
      h: handedOn(['x', 'y'], [[a, 1, 1 / 61, 'slow']]),
    });
    expectSubscriptions(mute$.subscriptions).toBe('^---------!');
    expectSubscriptions(halting$.subscriptions).toBe('^----------------!');
  }));

  it('leaves its providers when it is left', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const input$ = hot('-q---', {q: queriesReady(['x', 'y', 'z'])});
    const x$ = cold('    --a------', {a});
    const y$ = cold<FoundPage>('    ---------');
    const z$ = cold<FoundPage>('    ---------');
    const unsub = '     -----!';
    expectObservable(input$.pipe(stage([fake({x: x$, y: y$, z: z$})], {concurrency: 2})), unsub).toBe('-s-a--', {s: started(['x', 'y', 'z'], 'fake'), a: result('x', a, 1)});
    expectSubscriptions(x$.subscriptions).toBe('-^---!');
    expectSubscriptions(y$.subscriptions).toBe('-^---!');
    expectSubscriptions(z$.subscriptions).toBe([]);
  }));

  describe('when a failure may pass', () => {
    const limited = (retryAfterMs?: number) => searchError('rate-limited', {retryable: true, ...(retryAfterMs !== undefined && {retryAfterMs})});
    const retry = (inMs: number): PipelineItem => ({type: 'search-retry', provider: 'fake', query: 'x', attempt: 2, inMs, code: 'rate-limited'});
    /** A provider that answers each call with the next of these. */
    const inTurn = (...calls: readonly Observable<FoundPage>[]) => {
      const left = [...calls];
      return fake({x: defer(() => left.shift() ?? EMPTY)});
    };

    it('tries again, and tells it', marbles(({cold, expectObservable}) => {
      const provider = inTurn(cold('-#', {}, limited()), cold('-a|', {a}));
      expectObservable(of(queriesReady(['x'])).pipe(stage([provider]))).toBe('sr--a(eh|)', {
        s: started(['x'], 'fake'),
        r: retry(2),
        a: result('x', a, 1),
        e: ended(1, 5),
        h: handedOn(['x'], [[a, 1, 1 / 61]]),
      });
    }));

    it('waits as long as it is asked to', marbles(({cold, expectObservable}) => {
      const provider = inTurn(cold('-#', {}, limited(6)), cold('a|', {a}));
      expectObservable(of(queriesReady(['x'])).pipe(stage([provider]))).toBe('sr-----a(eh|)', {
        s: started(['x'], 'fake'),
        r: retry(6),
        a: result('x', a, 1),
        e: ended(1, 8),
        h: handedOn(['x'], [[a, 1, 1 / 61]]),
      });
    }));

    it('asks the next provider rather than wait longer than for an answer', marbles(({cold, expectObservable}) => {
      const provider = inTurn(cold('-#', {}, limited(11)));
      expectObservable(of(queriesReady(['x'])).pipe(stage([provider, fake({x: [a]}, 'next')]))).toBe('s(faeh|)', {
        s: started(['x'], 'fake', 'next'),
        f: failed('x', 'fake', 'rate-limited', 'It is rate-limited.', 'next'),
        a: result('x', a, 1, 'next'),
        e: ended(1, 1),
        h: handedOn(['x'], [[a, 1, 1 / 61, 'next']]),
      });
    }));

    it('gives up after the second time', marbles(({cold, expectObservable}) => {
      const provider = inTurn(cold('-#', {}, limited()), cold('-#', {}, limited()), of(a));
      expectObservable(of(queriesReady(['x'])).pipe(stage([provider]))).toBe('sr--(feh|)', {
        s: started(['x'], 'fake'),
        r: retry(2),
        f: failed('x', 'fake', 'rate-limited', 'It is rate-limited.'),
        e: ended(0, 4),
        h: handedOn(['x'], [], {}, 'search-failed'),
      });
    }));

    it('does not try again what has shown a hit', marbles(({cold, expectObservable}) => {
      const provider = inTurn(cold('-a-#', {a}, limited()), of(b));
      expectObservable(of(queriesReady(['x'])).pipe(stage([provider]))).toBe('sa-(feh|)', {
        s: started(['x'], 'fake'),
        a: result('x', a, 1),
        f: failed('x', 'fake', 'rate-limited', 'It is rate-limited.'),
        e: ended(1, 3),
        h: handedOn(['x'], [[a, 1, 1 / 61]]),
      });
    }));
  });

  describe('when the reader has a say', () => {
    it('asks the providers that are named, in that order', marbles(({expectObservable}) => {
      const search = {providers: ['two', 'one']};
      const providers = [fake({x: [a]}, 'one'), fake({x: [b]}, 'two'), fake({x: [c]}, 'three')];
      expectObservable(of(queriesReady(['x'], search)).pipe(stage(providers))).toBe('(sbeh|)', {
        s: started(['x'], 'two', 'one'),
        b: result('x', b, 1, 'two'),
        e: ended(1, 0),
        h: handedOn(['x'], [[b, 1, 1 / 61, 'two']], search),
      });
    }));

    it('tells a provider that nobody has, and asks the others', marbles(({expectObservable}) => {
      const search = {providers: ['nope', 'one', 'nope']};
      expectObservable(of(queriesReady(['x'], search)).pipe(stage([fake({x: [a]}, 'one')]))).toBe('(sfaeh|)', {
        s: started(['x'], 'one'),
        f: failed('What causes tides?', 'nope', 'unknown-provider', 'There is no search provider of this name here.'),
        a: result('x', a, 1, 'one'),
        e: ended(1, 0),
        h: handedOn(['x'], [[a, 1, 1 / 61, 'one']], search),
      });
    }));

    it('asks nobody rather than someone who is not wanted', marbles(({expectObservable}) => {
      const search = {providers: ['nope']};
      expectObservable(of(queriesReady(['x'], search)).pipe(stage([fake({x: [a]}, 'one')]))).toBe('(sfeh|)', {
        s: started(['x']),
        f: failed('What causes tides?', 'nope', 'unknown-provider', 'There is no search provider of this name here.'),
        e: ended(0, 0),
        h: handedOn(['x'], [], search, 'search-failed'),
      });
    }));

    it('says only pages on hosts that are wanted, and lets the next provider take over if there is none', marbles(({expectObservable}) => {
      const search = {domains: {allow: ['b.example']}};
      const providers = [fake({x: [a, c]}, 'one'), fake({x: [a, b]}, 'two')];
      expectObservable(of(queriesReady(['x'], search)).pipe(stage(providers))).toBe('(sfbeh|)', {
        s: started(['x'], 'one', 'two'),
        f: failed('x', 'one', 'empty', 'It found nothing.', 'two'),
        b: result('x', b, 1, 'two'),
        e: ended(1, 0),
        h: handedOn(['x'], [[b, 1, 1 / 61, 'two']], search),
      });
    }));

    it('hands the wishes on to the provider', () => {
      const provider = fake({});
      const domains = {deny: ['a.example']};
      of(queriesReady(['x'], {country: 'DE', freshness: 'week', language: 'de', domains})).pipe(stage([provider], {count: 4})).subscribe();
      of(queriesReady(['y'])).pipe(stage([provider])).subscribe();
      expect(provider.requests).to.deep.equal([
        {query: 'x', variant: 0, ref: '0123456789ab', count: 4, language: 'de', country: 'DE', freshness: 'week', domains},
        {query: 'y', variant: 0, ref: '0123456789ab', count: 10, language: 'en'},
      ]);
    });
  });

  describe('when the provider says more than hits', () => {
    const notices = {
      w: {notice: 'wait', waitMs: 30, reason: 'rate-limit'},
      t: {notice: 'turn'},
      l: {notice: 'altered', altered: 'ex'},
      a,
    } as const;

    it('says that a query waits, and does not count the wait', marbles(({cold, expectObservable}) => {
      const found$ = cold('-w 29ms t---a|', notices) as Observable<SearchItem>;
      expectObservable(of(queriesReady(['x'])).pipe(stage([{name: 'fake', search: () => found$}]))).toBe('sw 33ms a(eh|)', {
        s: started(['x'], 'fake'),
        w: {type: 'search-wait', provider: 'fake', query: 'x', waitMs: 30, reason: 'rate-limit'},
        a: result('x', a, 1),
        e: ended(1, 36),
        h: handedOn(['x'], [[a, 1, 1 / 61]]),
      });
    }));

    it('says that it searched for other words', marbles(({cold, expectObservable}) => {
      const found$ = cold('--l-a|', notices) as Observable<SearchItem>;
      expectObservable(of(queriesReady(['x'])).pipe(stage([{name: 'fake', search: () => found$}]))).toBe('s-l-a(eh|)', {
        s: started(['x'], 'fake'),
        l: {type: 'search-altered', provider: 'fake', query: 'x', altered: 'ex'},
        a: result('x', a, 1),
        e: ended(1, 5),
        h: handedOn(['x'], [[a, 1, 1 / 61]]),
      });
    }));

    it('tries again although it had to wait', marbles(({cold, expectObservable}) => {
      const calls = [cold('w-t-#', notices, searchError('rate-limited', {retryable: true})), cold('a|', notices)] as Observable<SearchItem>[];
      expectObservable(of(queriesReady(['x'])).pipe(stage([{name: 'fake', search: () => defer(() => calls.shift() ?? EMPTY)}]))).toBe('(sw)r-a(eh|)', {
        s: started(['x'], 'fake'),
        w: {type: 'search-wait', provider: 'fake', query: 'x', waitMs: 30, reason: 'rate-limit'},
        r: {type: 'search-retry', provider: 'fake', query: 'x', attempt: 2, inMs: 2, code: 'rate-limited'},
        a: result('x', a, 1),
        e: ended(1, 7),
        h: handedOn(['x'], [[a, 1, 1 / 61]]),
      });
    }));

    it('does not wait for ever for a turn when another query has found something', marbles(({cold, expectObservable, expectSubscriptions}) => {
      const waiting$ = cold('w-----------t-a|', notices);
      const provider: SearchProvider = {name: 'fake', search: ({query}) => (query === 'x' ? cold('----a-|', notices) : waiting$)};
      expectObservable(of(queriesReady(['x', 'y'])).pipe(stage([provider], {graceMs: 3}))).toBe('(sw)a----(eh|)', {
        s: started(['x', 'y'], 'fake'),
        w: {type: 'search-wait', provider: 'fake', query: 'y', waitMs: 30, reason: 'rate-limit'},
        a: result('x', a, 1),
        e: {...ended(1, 9), skipped: ['y']},
        h: handedOn(['x', 'y'], [[a, 1, 1 / 61]]),
      });
      expectSubscriptions(waiting$.subscriptions).toBe('^--------!');
    }));
  });

  describe('when all providers are asked at once', () => {
    it('merges what they find, and tells who failed', marbles(({cold, expectObservable}) => {
      const providers = [fake({x: cold('--a-b|', {a, b})}, 'one'), fake({x: cold('-b|', {b})}, 'two'), fake({x: cold('---#', {}, searchError('timeout'))}, 'three'), fake({x: cold<FoundPage>('-|')}, 'four')];
      expectObservable(of(queriesReady(['x'])).pipe(stage(providers, {parallel: true}))).toBe('sbaf-(eh|)', {
        s: started(['x'], 'one', 'two', 'three', 'four'),
        b: result('x', b, 1, 'two'),
        a: result('x', a, 1, 'one'),
        f: failed('x', 'three', 'timeout', 'It is timeout.'),
        e: ended(2, 5),
        h: handedOn(['x'], [[b, 1, 1 / 61 + 1 / 62, 'two'], [a, 1, 1 / 61, 'one']]),
      });
    }));
  });

  it('asks again without what it read out of the question, when nothing is found so', marbles(({expectObservable}) => {
    const provider: SearchProvider = {name: 'fake', search: ({freshness}) => from(freshness === undefined ? [a] : [])};
    const ready: QueriesReady = {...queriesReady(['x']), freshness: 'week'};
    expectObservable(of(ready).pipe(stage([provider]))).toBe('(sfaeh|)', {
      s: started(['x'], 'fake'),
      f: failed('x', 'fake', 'empty', 'It found nothing of the time or the site that the question names.', 'fake'),
      a: result('x', a, 1),
      e: ended(1, 0),
      h: {...handedOn(['x'], [[a, 1, 1 / 61]]), analysis: {...analysis, queries: ['x'], freshness: 'week'}},
    });
  }));

  it('hands on at most three pages of a site, unless a site is asked for', () => {
    const provider = fake({x: [1, 2, 3, 4, 5].map((path) => page('a', {url: `https://a.example/${path}`}))});
    const kept = (ready: QueriesReady) => {
      let hits = 0;
      of<PipelineItem>(ready).pipe(stage([provider])).subscribe((item) => (hits = item.type === 'hits-ready' ? item.hits.length : hits));
      return hits;
    };
    expect(kept(queriesReady(['x']))).to.equal(3);
    expect(kept(queriesReady(['x'], {domains: {allow: ['a.example']}}))).to.equal(5);
    expect(kept({...queriesReady(['x']), sites: ['a.example']})).to.equal(5);
  });

  it('says no more hits of a query than it asked for, and hands on the best of all', marbles(({expectObservable}) => {
    const generous: SearchProvider = {name: 'fake', search: () => from([a, b, c])};
    expectObservable(of(queriesReady(['x'])).pipe(stage([generous], {count: 2, maxHits: 1}))).toBe('(sabeh|)', {
      s: started(['x'], 'fake'),
      a: result('x', a, 1),
      b: result('x', b, 2),
      e: ended(2, 0),
      h: handedOn(['x'], [[a, 1, 1 / 61]]),
    });
  }));

  it('says nothing that no reader could open', marbles(({expectObservable}) => {
    const found = [page('bad', {url: 'javascript:alert(1)'}), page('worse', {url: 'not an address'}), a];
    expectObservable(of(queriesReady(['x'])).pipe(stage([fake({x: found})]))).toBe('(saeh|)', {
      s: started(['x'], 'fake'),
      a: result('x', a, 1),
      e: ended(1, 0),
      h: handedOn(['x'], [[a, 1, 1 / 61]]),
    });
  }));
});
