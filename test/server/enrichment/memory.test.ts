/** What one question holds in memory is bounded, whatever its pages do. */
import {expect} from 'chai';
import {lastValueFrom, map, of, timer, toArray} from 'rxjs';
import {enrichPages, type EnrichPagesOptions} from '../../../server/enrichment/enrich-pages.ts';
import type {PageText, TextBlock} from '../../../server/enrichment/page-reader.ts';
import type {HitsReady} from '../../../server/pipeline/handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {fakePageReader} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';

const PAGES = 8;
const hits = Array.from({length: PAGES}, (_, at) => hitOf(`https://p${at}.example/`));
const found: HitsReady = {
  type: 'hits-ready',
  asked: {type: 'question-asked', question: 'What makes tides?', models: ['m'], synthesis: false, search: {}, ref: 'abc'},
  analysis: {queries: ['tides'], language: 'en', terms: ['tides'], intent: 'fact'},
  hits,
};

/** As long as pages can be: a million characters, no two of them alike, made when it is read. */
const giant = (name: number): PageText => {
  const blocks = Array.from({length: 2_500}, (_, at): TextBlock => ({kind: 'paragraph', text: `Tides ${name} ${at} ${Array.from({length: 48}, (_none, word) => `w${name}x${at * 48 + word}`).join(' ')}.`.padEnd(400, 'y')}));
  return {title: `Page ${name}`, blocks, bytes: 1_000_000, how: 'page'};
};
const giants = () => fakePageReader(Object.fromEntries(hits.map(({url}, at) => [url, timer(at).pipe(map(() => giant(at)))])));
const run = (options: EnrichPagesOptions = {}) => lastValueFrom(of<PipelineItem>(found).pipe(enrichPages([giants()], options), toArray()));

const extracts = (items: readonly PipelineItem[]) => items.filter((item) => item.type === 'page-extract');
const warnings = (items: readonly PipelineItem[]) => items.filter((item) => item.type === 'session-warning').map(({code}) => code);

describe('memory for one question', () => {
  it('is bounded by a share of text for each page; the reader is told once that it bit', async function () {
    this.timeout(10_000);
    const items = await run();
    expect(warnings(items)).to.deep.equal(['text-capped']);
    expect(extracts(items)).to.have.length(PAGES);
    // A million characters are 122,500 words; a share of 250,000 characters is a quarter of them.
    for (const {words} of extracts(items)) expect(words).to.be.within(20_000, 35_000);
  });

  it('is as small as its option says', async function () {
    this.timeout(10_000);
    const items = await run({maxTextLength: 80_000});
    for (const {words} of extracts(items)) expect(words).to.be.within(500, 1_600);
  });

  it('says nothing when no page is too long', async () => {
    const short: PageText = {...giant(0), blocks: giant(0).blocks.slice(0, 10)};
    const items = await lastValueFrom(of<PipelineItem>(found).pipe(enrichPages([fakePageReader(Object.fromEntries(hits.map(({url}) => [url, short])))]), toArray()));
    expect(warnings(items)).to.deep.equal([]);
  });

  it('says so, too, when the reader of pages left something out', async () => {
    const cut: PageText = {...giant(0), blocks: giant(0).blocks.slice(0, 10), truncated: true};
    const items = await lastValueFrom(of<PipelineItem>({...found, hits: hits.slice(0, 1)}).pipe(enrichPages([fakePageReader({[hits[0]!.url]: cut})]), toArray()));
    expect(warnings(items)).to.deep.equal(['text-capped']);
  });
});
