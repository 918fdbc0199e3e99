/** Many questions at once, and a provider that takes one request a second. */
import {expect} from 'chai';
import {asyncScheduler, filter, from, lastValueFrom, map, merge, mergeMap, type Observable, of, tap, timer, toArray} from 'rxjs';
import {braveSearch} from '../../../server/adapters/brave-search.ts';
import type {QueriesReady} from '../../../server/pipeline/handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {RequestScheduler} from '../../../server/search/request-scheduler.ts';
import type {SearchProvider} from '../../../server/search/search-provider.ts';
import {searchWeb, type SearchWebOptions} from '../../../server/search/search-web.ts';
import {braveStandIn} from '../../support/brave-stand-in.ts';
import {questionAsked} from '../../support/evidence.ts';
import {fakeSearchProvider, page, searchError} from '../../support/fake-search-provider.ts';
import {marbles} from '../../support/marbles.ts';

const asking = (question: number): QueriesReady => ({
  type: 'queries-ready',
  asked: questionAsked({question: `question ${question}`}),
  queries: ['first', 'second', 'third'].map((variant) => `${variant} ${question}`),
  language: 'en',
  terms: [],
  intent: 'answer',
});

/** Asks many questions at once. @returns What each of them heard. */
const askMany = (many: number, providers: readonly SearchProvider[], options: SearchWebOptions = {}): Observable<PipelineItem[]> => {
  const stage = searchWeb(providers, options);
  return merge(...Array.from({length: many}, (_, question) => of<PipelineItem>(asking(question)).pipe(stage, toArray())));
};
const countOf = (items: readonly PipelineItem[], type: PipelineItem['type']) => items.filter((item) => item.type === type).length;
const msOf = (items: readonly PipelineItem[]) => items.flatMap((item) => (item.type === 'search-end' ? [item.ms] : []))[0] ?? NaN;

describe('thirty questions at once over one request a second', () => {
  // A real second takes most of a minute: in `npm run test:long` only.
  const isLong = Number(process.env['PROPERTY_RUNS'] ?? 0) >= 10_000;
  for (const windowMs of isLong ? [50, 1_000] : [50]) it(`see no 429 and all get results, first variants before second ones (real sockets, a second of ${windowMs} ms)`, async () => {
    const standIn = await braveStandIn();
    standIn.answer((query) => ({kind: 'results', results: [{url: `https://${query.replace(' ', '-')}.example/`, title: query, description: query}]}));
    standIn.enforce({limit: 1, windowMs});
    const provider = braveSearch({apiKey: standIn.apiKey, baseUrl: standIn.baseUrl, secondMs: windowMs});
    const questions = await lastValueFrom(askMany(30, [provider], {graceMs: 1.5 * windowMs}).pipe(toArray()));

    expect(standIn.refused).to.equal(0);
    expect(questions).to.have.lengthOf(30);
    for (const heard of questions) {
      expect(countOf(heard, 'search-result')).to.be.at.least(1);
      expect(countOf(heard, 'search-error') + countOf(heard, 'search-retry')).to.equal(0);
    }
    expect(questions.filter((heard) => countOf(heard, 'search-wait') > 0).length).to.be.at.least(29);
    const asked = standIn.requests.map(({parameters}) => parameters.get('q'));
    expect(asked.slice(0, 30)).to.deep.equal(Array.from({length: 30}, (_, question) => `first ${question}`));
    await provider.close();
    await standIn.close();
  });

  /** A provider that takes one request a second, answers after 300 ms, and refuses what comes too early. */
  const strict = (name = 'strict') => {
    const scheduler = new RequestScheduler({tooLong: () => searchError('rate-limited'), usedUp: () => searchError('quota-exhausted')});
    let busyUntil = -Infinity;
    let refused = 0;
    const provider: SearchProvider = {
      name,
      search: ({query, variant = 0}) =>
        scheduler.schedule(variant, (turn) =>
          timer(150).pipe(
            tap(() => {
              if (asyncScheduler.now() < busyUntil) refused++;
              busyUntil = asyncScheduler.now() + 1_000;
            }),
            mergeMap(() => timer(150)),
            tap(() => turn.answered([{limit: 1, remaining: 0, resetMs: 1_000, windowMs: 1_000}])),
            map(() => page(query.replace(' ', '-'))),
          ),
        ),
    };
    return {provider, scheduler, refused: () => refused};
  };

  it('are all answered within the cap, in the order in which they came, and nobody waits for second variants', marbles(({expectObservable, flush}) => {
    const {provider, refused} = strict();
    const ends: number[] = [];
    expectObservable(askMany(30, [provider]).pipe(tap((heard) => ends.push(msOf(heard))), filter(() => false)));
    flush();
    expect(refused()).to.equal(0);
    expect(ends).to.have.lengthOf(30);
    expect(ends).to.deep.equal([...ends].sort((a, b) => a - b));
    // 1.31 s a turn, and 1.5 s of grace for second variants.
    expect(ends[0]).to.be.within(300, 2_000);
    expect(ends[29]).to.be.within(38_000, 41_000);
  }));

  it('say which queries they did not send', marbles(({expectObservable, flush}) => {
    const {provider} = strict();
    const heard: PipelineItem[] = [];
    expectObservable(askMany(30, [provider]).pipe(mergeMap((items) => from(items)), tap((item) => heard.push(item)), filter(() => false)));
    flush();
    const skipped = heard.flatMap((item) => (item.type === 'search-end' ? [item.skipped ?? []] : []));
    expect(skipped[0]).to.deep.equal(['second 0', 'third 0']);
    expect(skipped.flat().length).to.be.at.least(50);
    expect(countOf(heard, 'search-error')).to.equal(0);
  }));

  it('go to the next provider when their turn has not come within a minute, and say so', marbles(({expectObservable, flush}) => {
    const {provider, scheduler} = strict();
    const corpus = fakeSearchProvider(Object.fromEntries(Array.from({length: 60}, (_, question) => [`first ${question}`, [page(`local-${question}`)]])), 'corpus');
    const questions: PipelineItem[][] = [];
    expectObservable(askMany(60, [provider, corpus], {timeoutMs: 5_000}).pipe(tap((items) => questions.push(items)), filter(() => false)));
    flush();
    const errors = questions.flatMap((items) => items.flatMap((item) => (item.type === 'search-error' ? [item] : [])));
    const late = errors.filter(({query}) => query.startsWith('first'));
    expect(late.length).to.be.within(10, 20);
    for (const {code, next, message} of late) expect({code, next, message}).to.deep.equal({code: 'rate-limited', next: 'corpus', message: 'It is rate-limited.'});
    for (const items of questions) expect(countOf(items, 'search-result')).to.be.at.least(1);
    expect(Math.max(...questions.map(msOf))).to.be.within(60_000, 62_000);
    expect(scheduler.state.waiting).to.equal(0);
  }));
});
