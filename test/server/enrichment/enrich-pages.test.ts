import {expect} from 'chai';
import {filter, lastValueFrom, map, of, toArray} from 'rxjs';
import * as v from 'valibot';
import {enrichPages} from '../../../server/enrichment/enrich-pages.ts';
import type {PageText} from '../../../server/enrichment/page-reader.ts';
import type {EvidenceReady, HitsReady, RankedHit} from '../../../server/pipeline/handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {SessionEvent} from '../../../shared/session-event.ts';
import {fakePageReader, pageText, unreadable} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';
import {marbles} from '../../support/marbles.ts';

const hitsReady = (...hits: readonly RankedHit[]): HitsReady => ({
  type: 'hits-ready',
  asked: {type: 'question-asked', question: 'What makes tides?', models: ['m'], synthesis: false, search: {}, ref: 'abc'},
  analysis: {queries: ['tides'], language: 'en', terms: ['tides'], intent: 'fact'},
  hits,
});

const a = hitOf('https://a.example/');
const b = hitOf('https://b.example/', {snippet: 'Tides, briefly.'});
const c = hitOf('https://c.example/');
const text = (name: string): PageText => pageText(`Page ${name}`, `Tides of ${name} follow the moon.`);

// Events and handoffs as they come out; numbers are milliseconds since the stage began.
const start = (total: number): PipelineItem => ({type: 'enrichment-start', total});
const read = ({id, url}: RankedHit, title: string, ms: number): PipelineItem => ({type: 'page-extract', id, url, title, words: 6, passages: 1, ms});
const failed = ({id, url, snippet}: RankedHit, code: string, message: string): PipelineItem => ({
  type: 'page-error',
  id,
  url,
  code,
  message,
  ...(snippet && {fallback: 'snippet' as const}),
});
const late = (hit: RankedHit) => failed(hit, 'timeout', 'The page was not read in time.');
const gone = (hit: RankedHit) => failed(hit, 'not-found', 'The page does not exist any more.');
const progress = (done: number, failures: number, total: number, ms: number, {url}: RankedHit): PipelineItem => ({
  type: 'enrichment-progress',
  done,
  failed: failures,
  total,
  bytes: done * 100,
  ms,
  url,
});
const end = (ms: number, ...sources: Extract<PipelineItem, {type: 'enrichment-end'}>['sources']): PipelineItem => ({type: 'enrichment-end', sources, ms});
const source = (n: number, {id, url}: RankedHit, title: string, how: 'page' | 'snippet' = 'page') => {
  const words = how === 'page' ? 6 : 2;
  return {n, id, url, title, used: true, how, words, usedWords: words, ...(title === 'Page a' && {language: 'en'})}; // its "a" makes it English
};

/** Only the public part is drawn; handoffs have a test of their own. */
const mapSaid = map((item: PipelineItem): PipelineItem => (item.type === 'evidence-ready' ? {...item, evidence: {...item.evidence, sources: []}} : item));
const ready = (...hits: readonly RankedHit[]): EvidenceReady => {
  const {asked, analysis} = hitsReady(...hits);
  return {type: 'evidence-ready', asked, evidence: {question: asked.question, analysis, sources: []}};
};

const run = (stage: ReturnType<typeof enrichPages>, ...hits: readonly RankedHit[]) => lastValueFrom(of<PipelineItem>(hitsReady(...hits)).pipe(stage, toArray()));
const evidenceOf = (items: readonly PipelineItem[]) => items.find((item) => item.type === 'evidence-ready')!.evidence;

describe('enrichPages', () => {
  it('hands on empty evidence when nothing was found', marbles(({hot, expectObservable}) => {
    const input$ = hot('-(h|)', {h: hitsReady()});
    const expected = '  -(seo|)';
    expectObservable(input$.pipe(enrichPages([fakePageReader({})]))).toBe(expected, {s: start(0), e: end(0), o: ready()});
  }));

  it('reads one page', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const input$ = hot('-h|', {h: hitsReady(a)});
    const a$ = cold('    ---(a|)', {a: text('a')});
    const expected = '  -s--(rpeo|)';
    const said = {s: start(1), r: read(a, 'Page a', 3), p: progress(1, 0, 1, 3, a), e: end(3, source(1, a, 'Page a')), o: ready(a)};
    expectObservable(input$.pipe(enrichPages([fakePageReader({[a.url]: a$})]), mapSaid)).toBe(expected, said);
    expectSubscriptions(a$.subscriptions).toBe('-^--!');
  }));

  it('reads several at once, says each as it is done, and numbers them in the order of the hits', marbles(({hot, cold, expectObservable}) => {
    const input$ = hot('-h|', {h: hitsReady(a, c)});
    const a$ = cold('    10ms (a|)', {a: text('a')});
    const c$ = cold('    -(c|)', {c: text('c')});
    const expected = '  -s(cp) 5ms (aqeo|)';
    const said = {
      s: start(2),
      c: read(c, 'Page c', 1),
      p: progress(1, 0, 2, 1, c),
      a: read(a, 'Page a', 10),
      q: progress(2, 0, 2, 10, a),
      e: end(10, source(1, a, 'Page a'), source(2, c, 'Page c')),
      o: ready(a, c),
    };
    expectObservable(input$.pipe(enrichPages([fakePageReader({[a.url]: a$, [c.url]: c$})]), mapSaid)).toBe(expected, said);
  }));

  it('holds to its concurrency', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const input$ = hot('-h|', {h: hitsReady(a, b, c)});
    const a$ = cold('    --(a|)', {a: text('a')});
    const b$ = cold('    -----(b|)', {b: text('b')});
    const c$ = cold('    --(c|)', {c: text('c')});
    const order$ = input$.pipe(
      enrichPages([fakePageReader({[a.url]: a$, [b.url]: b$, [c.url]: c$})], {concurrency: 2}),
      filter(({type}) => type === 'page-extract'),
      map((item) => ('id' in item ? item.id : '')),
    );
    expectObservable(order$).toBe('---a-c(b|)', {a: a.id, b: b.id, c: c.id});
    expectSubscriptions(a$.subscriptions).toBe('-^-!');
    expectSubscriptions(b$.subscriptions).toBe('-^----!');
    expectSubscriptions(c$.subscriptions).toBe('---^-!');
  }));

  it('says why a page failed and goes on, with its snippet in its place', marbles(({hot, cold, expectObservable}) => {
    const input$ = hot('-h|', {h: hitsReady(a, b)});
    const a$ = cold<PageText>('-#', {}, unreadable('blocked', 'The site wants a login.'));
    const b$ = cold<PageText>('-------#', {}, unreadable());
    const expected = '  -s(fp)--(gqeo|)';
    const said = {
      s: start(2),
      f: failed(a, 'blocked', 'The site wants a login.'),
      p: progress(0, 1, 2, 1, a),
      g: gone(b),
      q: progress(0, 2, 2, 7, b),
      e: end(7, source(1, b, b.title, 'snippet')),
      o: ready(a, b),
    };
    expectObservable(input$.pipe(enrichPages([fakePageReader({[a.url]: a$, [b.url]: b$})]), mapSaid)).toBe(expected, said);
  }));

  it('gives up a page that stalls', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const input$ = hot('-h|', {h: hitsReady(a)});
    const a$ = cold<PageText>('-');
    const expected = '  -s 49ms (fpeo|)';
    const said = {s: start(1), f: late(a), p: progress(0, 1, 1, 50, a), e: end(50), o: ready(a)};
    expectObservable(input$.pipe(enrichPages([fakePageReader({[a.url]: a$})], {pageTimeoutMs: 50}))).toBe(expected, said);
    expectSubscriptions(a$.subscriptions).toBe('-^ 49ms !');
  }));

  it('ends at the deadline of the batch, whether pages were begun or not', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const input$ = hot('-h|', {h: hitsReady(a, b, c)});
    const a$ = cold('    -(a|)', {a: text('a')});
    const b$ = cold<PageText>('-');
    const c$ = cold('    -(c|)', {c: text('c')});
    const expected = '  -s(ap) 26ms (bqcreo|)';
    const said = {
      s: start(3),
      a: read(a, 'Page a', 1),
      p: progress(1, 0, 3, 1, a),
      b: late(b),
      q: progress(1, 1, 3, 31, b),
      c: late(c),
      r: progress(1, 2, 3, 31, c),
      e: end(31, source(1, a, 'Page a'), source(2, b, b.title, 'snippet')),
      o: ready(a, b, c),
    };
    const stage = enrichPages([fakePageReader({[a.url]: a$, [b.url]: b$, [c.url]: c$})], {concurrency: 1, batchTimeoutMs: 31});
    expectObservable(input$.pipe(stage, mapSaid)).toBe(expected, said);
    expectSubscriptions(c$.subscriptions).toBe([]);
  }));

  it('lets go of every page when it is left early', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const input$ = hot('-h', {h: hitsReady(a, c)});
    const a$ = cold<PageText>('-');
    const c$ = cold<PageText>('-');
    expectObservable(input$.pipe(enrichPages([fakePageReader({[a.url]: a$, [c.url]: c$})])), '^----!').toBe('-s', {s: start(2)});
    expectSubscriptions(a$.subscriptions).toBe('-^---!');
    expectSubscriptions(c$.subscriptions).toBe('-^---!');
  }));

  it('lets everything else pass', marbles(({hot, expectObservable}) => {
    const other: PipelineItem = {type: 'search-end', found: 0, ms: 1};
    const input$ = hot('-x-x|', {x: other});
    expectObservable(input$.pipe(enrichPages([]))).toBe('-x-x|', {x: other});
  }));

  it('asks the first reader that a hit belongs to, and says so when there is none', async () => {
    const first = fakePageReader({[a.url]: text('a')});
    const second = fakePageReader({[a.url]: text('other')});
    const items = await run(enrichPages([first, second]), a, hitOf('gopher://old.example/'));
    expect(first.begun).to.deep.equal([a.url]);
    expect(second.begun).to.deep.equal([]);
    expect(items.find(({type}) => type === 'page-error')).to.include({code: 'unsupported-type', message: "Pages of this kind can't be read."});
  });

  it('takes a reader that breaks, or says nothing, for a failed page', async () => {
    const broken = {...fakePageReader({}), read: () => { throw new TypeError('secret detail'); }};
    const silent = fakePageReader({[a.url]: of()});
    const codes = async (reader: Parameters<typeof enrichPages>[0][number]) =>
      (await run(enrichPages([reader]), a)).flatMap((item) => (item.type === 'page-error' ? [item.code, item.message] : []));
    expect(await codes(broken)).to.deep.equal(['upstream-failed', 'It failed unexpectedly.']);
    expect(await codes(silent)).to.deep.equal(['empty', 'There is no text in the page.']);
  });

  it('reads only the best pages; further snippets become sources if they help', async () => {
    const helpful = hitOf('https://d.example/', {snippet: 'High tides and low tides.'});
    const useless = hitOf('https://e.example/', {snippet: 'Cookies and privacy.'});
    const reader = fakePageReader({[a.url]: text('a')});
    const items = await run(enrichPages([reader], {maxPages: 1}), a, useless, helpful);
    expect(reader.begun).to.deep.equal([a.url]);
    expect(items[0]).to.deep.equal(start(1));
    expect(evidenceOf(items).sources.map(({n, id, how, used}) => ({n, id, how, used}))).to.deep.equal([
      {n: 1, id: a.id, how: 'page', used: true},
      {n: 2, id: helpful.id, how: 'snippet', used: true},
    ]);
  });

  it('hands on text for every source that is used, within the budget, and none for the others', async () => {
    const long = pageText('Long', ...Array.from({length: 60}, (_, i) => `Tides ${'and so on '.repeat(30)}number ${i}.`));
    const twin = pageText('Twin', 'Tides of a follow the moon.');
    const items = await run(enrichPages([fakePageReader({[a.url]: text('a'), [b.url]: long, [c.url]: twin})], {tokenBudget: 300}), a, b, c);
    const {sources} = evidenceOf(items);
    expect(sources.map(({n, used}) => [n, used])).to.deep.equal([
      [1, true],
      [2, true],
      [3, false],
    ]);
    for (const {used, passages} of sources) expect(passages.length > 0).to.equal(used);
    const characters = sources.flatMap(({passages}) => passages).reduce((sum, passage) => sum + passage.text.length, 0);
    expect(characters / 4).to.be.at.most(300);
    expect(items.find((item) => item.type === 'enrichment-end')!.sources).to.deep.equal(sources.map(({passages: _, ...publicPart}) => publicPart));
  });

  it('uses the words of the question when the analysis found no terms', async () => {
    const found = hitsReady(a, c);
    const items = await lastValueFrom(
      of<PipelineItem>({...found, analysis: {...found.analysis, terms: []}}).pipe(
        enrichPages([fakePageReader({[a.url]: text('a'), [c.url]: pageText('Other', 'Nothing to the point.')})]),
        toArray(),
      ),
    );
    const [first, second] = evidenceOf(items).sources;
    expect(first!.passages[0]!.score).to.be.greaterThan(second!.passages[0]!.score);
  });

  it('says events as the contract has them', async () => {
    const items = await run(enrichPages([fakePageReader({[a.url]: text('a')})]), a, b, c);
    const events = items.filter(({type}) => type !== 'evidence-ready');
    for (const event of events) expect(v.is(SessionEvent, {...event, at: 0}), event.type).to.be.true;
    expect(events.map(({type}) => type)).to.have.members([
      'enrichment-start',
      ...['page-extract', 'page-error', 'page-error'],
      ...['enrichment-progress', 'enrichment-progress', 'enrichment-progress'],
      'enrichment-end',
    ]);
  });
});
