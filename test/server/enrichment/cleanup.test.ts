/** Nothing of the reading of pages outlives a question that is stopped: no timer, no page, no ranking. */
import {expect} from 'chai';
import {defer, finalize, NEVER, of} from 'rxjs';
import {cachedReader} from '../../../server/cache/cached-reader.ts';
import {enrichPages, type EnrichPagesOptions} from '../../../server/enrichment/enrich-pages.ts';
import type {HitsReady} from '../../../server/pipeline/handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {fakePageReader, pageText} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const hits = names.map((name) => hitOf(`https://${name}.example/`, {snippet: 'Tides, briefly.'}));
const found: HitsReady = {
  type: 'hits-ready',
  asked: {type: 'question-asked', question: 'What makes tides?', models: ['m'], synthesis: false, search: {}, ref: 'abc'},
  analysis: {queries: ['tides'], language: 'en', terms: ['tides'], intent: 'fact'},
  hits,
};
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
/** The timer that is firing counts as open until its turn is over. */
const turn = () => new Promise((done) => setTimeout(() => setImmediate(done), 20));

/** Reads one page, stalls at the others. */
function setUp(options: EnrichPagesOptions = {}) {
  const reader = fakePageReader({...Object.fromEntries(hits.map(({url}) => [url, 'stalls'])), [hits[0]!.url]: pageText('A', 'Tides of the sea.')});
  const items: PipelineItem[] = [];
  const before = timers();
  const stage = enrichPages([cachedReader(reader, undefined)], options);
  const run = () => of<PipelineItem>(found).pipe(stage).subscribe((item) => items.push(item));
  return {reader, items, before, run};
}

describe('a question that is stopped while its pages are read', () => {
  it('leaves no timer and no page, in the same turn', () => {
    const {reader, before, run} = setUp();
    const subscription = run();
    expect(timers()).to.be.greaterThan(before + 4);
    expect(reader.open).to.equal(4);
    subscription.unsubscribe();
    expect(timers()).to.equal(before);
    expect(reader.open).to.equal(0);
  });

  it('leaves none of lookups in a cache that is slow', () => {
    const before = timers();
    const get = (_: string, left?: AbortSignal) =>
      new Promise<unknown>((resolve) => {
        const timer = setTimeout(resolve, 60_000);
        left?.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve(undefined);
        });
      });
    const cached = cachedReader(fakePageReader({}), {get, put: () => undefined, close: () => Promise.resolve()});
    const alone = timers();
    const subscription = of<PipelineItem>(found).pipe(enrichPages([cached])).subscribe();
    expect(timers()).to.be.at.least(alone + 4);
    subscription.unsubscribe();
    expect(timers()).to.equal(before);
  });

  it('leaves none when the answer had begun already', async () => {
    await turn(); // mocha's own timer is set when a test is found to wait
    const {reader, items, before, run} = setUp({settleMs: 0, softDeadlineMs: 1});
    const subscription = run();
    while (!items.some(({type}) => type === 'evidence-ready') || reader.open < 4) await turn(); // a busy machine takes its time, for the pages too
    expect(reader.open).to.equal(4);
    subscription.unsubscribe();
    expect(timers()).to.equal(before);
    expect(reader.open).to.equal(0);
  });

  it('leaves the ranker, too', async () => {
    await turn();
    let ranking = 0;
    const rank = () =>
      defer(() => {
        ranking += 1;
        return NEVER.pipe(finalize(() => (ranking -= 1)));
      });
    const {before, run} = setUp({settleMs: 0, softDeadlineMs: 1, ranker: {name: 'slow', rank}, rankTimeoutMs: 60_000});
    const subscription = run();
    while (ranking === 0) await turn();
    expect(ranking).to.equal(1);
    subscription.unsubscribe();
    expect(ranking).to.equal(0);
    expect(timers()).to.equal(before);
  });

  it('leaves nothing of a hundred that are stopped at once', () => {
    const {reader, before, run} = setUp();
    const subscriptions = Array.from({length: 100}, run);
    expect(reader.open, 'equal readings are joined').to.equal(4);
    for (const subscription of subscriptions) subscription.unsubscribe();
    expect(timers()).to.equal(before);
    expect(reader.open).to.equal(0);
  });
});
