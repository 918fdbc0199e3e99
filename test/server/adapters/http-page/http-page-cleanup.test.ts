import {setImmediate as nextTurn, setTimeout as delay} from 'node:timers/promises';
import {expect} from 'chai';
import {of, type Subscription} from 'rxjs';
import {httpPageReader, type HttpPageReader} from '../../../../server/adapters/http-page/http-page-reader.ts';
import {enrichPages} from '../../../../server/enrichment/enrich-pages.ts';
import {PageExtractor} from '../../../../server/extraction/page-extractor.ts';
import {PdfReader} from '../../../../server/extraction/pdf-reader.ts';
import type {PipelineItem} from '../../../../server/pipeline/stage.ts';
import {hitOf} from '../../../support/hits.ts';
import {answer, type Behaviour, endless, page, type PageStandIn, stall, stallMidway, startPageStandIn} from '../../../support/page-stand-in.ts';

const count = (kind: RegExp): number => process.getActiveResourcesInfo().filter((name) => kind.test(name)).length;
const sockets = () => count(/^TCPSocketWrap$/);
const timers = () => count(/^Timeout$/);
const workers = () => count(/^MessagePort$/);

/** A page that costs the worker its whole time: a single block of a million entities, which Readability takes seconds for. */
const costly = answer({body: `<title>x</title><article><p>${'Long prose. '.repeat(50)}</p>${'<p>prose &amp; more prose, in a paragraph that is long enough for anybody to take it for an article.</p>'.repeat(6_000)}</article>`});

describe('httpPageReader, left in the middle', () => {
  let standIn: PageStandIn;
  let reader: HttpPageReader;
  let extractors: {readonly pages: PageExtractor; readonly pdfs: PdfReader};

  beforeEach(() => {
    extractors = {pages: new PageExtractor(), pdfs: new PdfReader()};
  });
  afterEach(async () => {
    await reader.close();
    await Promise.all([extractors.pages.close(), extractors.pdfs.close()]);
    await standIn.close();
  });
  const start = async (paths: Readonly<Record<string, Behaviour>>): Promise<Subscription> => {
    standIn = await startPageStandIn(paths);
    reader = httpPageReader({allowPrivate: [`127.0.0.1:${standIn.port}`], extractors, robots: false});
    const found: PipelineItem = {
      type: 'hits-ready',
      asked: {type: 'question-asked', question: 'Tides?', models: [], synthesis: false, search: {}, ref: 'abc'},
      analysis: {queries: [], language: 'en', terms: ['tides'], intent: 'fact'},
      hits: Object.keys(paths).map((path) => hitOf(standIn.origin + path)),
    };
    return of(found).pipe(enrichPages([reader], {concurrency: 8})).subscribe();
  };

  it('has no socket and no timer of its own by the next turn', async () => {
    await delay(1); // mocha's own timer is set when a test is found to wait
    const before = {sockets: sockets(), timers: timers()};
    const subscription = await start({'/a': stall, '/b': stallMidway});
    await standIn.requested(2);
    await delay(20);
    // Both ends of each connection are in this process.
    expect(sockets()).to.be.at.least(before.sockets + 4);
    expect(timers()).to.be.greaterThan(before.timers);
    const mine = sockets() - standIn.open;
    subscription.unsubscribe();
    // The first is the end of this turn, the second that of the next one.
    await nextTurn();
    await nextTurn();
    expect(sockets()).to.be.at.most(before.sockets + standIn.open);
    expect(mine).to.be.greaterThan(before.sockets);
    expect(timers()).to.be.at.most(before.timers);
    await standIn.idle();
    expect(sockets()).to.equal(before.sockets);
  });

  it('lets go of a page without end, and of those that wait for the host', async () => {
    const subscription = await start({'/a': endless('<p>more</p>'.repeat(500), {type: 'text/html'}), '/b': stall, '/c': stall, '/d': stall});
    await standIn.requested(2);
    subscription.unsubscribe();
    await standIn.idle();
    await delay(30);
    expect(standIn.open).to.equal(0);
    expect(standIn.requests.length).to.equal(2);
  });

  it('has its worker free again within 1.5 s', async () => {
    await extractors.pages.read({url: 'https://a.example/', bytes: new TextEncoder().encode('<p>Warm.</p>'), contentType: 'text/html', type: 'html'});
    const subscription = await start({'/costly': costly});
    while (!extractors.pages.isBusy) await delay(1);
    subscription.unsubscribe();
    const leftAt = performance.now();
    const isBusy = () => extractors.pages.isBusy;
    while (isBusy()) await delay(5);
    // The one time that is promised; it has its own limit, so a slow machine makes it no longer.
    expect(performance.now() - leftAt).to.be.lessThan(1_500);
    expect((await extractors.pages.read({url: 'https://a.example/', bytes: new TextEncoder().encode('<p>Next.</p>'), contentType: 'text/html', type: 'html'})).blocks).to.have.length(1);
  });

  it('has no worker before a page is there, one for any number of pages, and none when it is closed', async () => {
    const before = workers();
    standIn = await startPageStandIn({'/a': page('One.')});
    reader = httpPageReader({allowPrivate: [`127.0.0.1:${standIn.port}`], extractors, robots: false});
    expect(extractors.pages.workers).to.equal(0);
    await Promise.all([1, 2, 3].map(() => new Promise((done) => reader.read(hitOf(`${standIn.origin}/a`)).subscribe({complete: () => done(undefined)}))));
    expect(extractors.pages.workers).to.equal(1);
    await extractors.pages.close();
    expect(extractors.pages.workers).to.equal(0);
    expect(workers()).to.be.at.most(before);
  });
}).timeout(20_000);
