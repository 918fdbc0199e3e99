/** Pages that are slow do not hold an answer; what comes of them later is told. */
import {expect} from 'chai';
import {filter, map, type Observable, of, Subject} from 'rxjs';
import * as v from 'valibot';
import {enrichPages, type EnrichPagesOptions} from '../../../server/enrichment/enrich-pages.ts';
import type {PageText} from '../../../server/enrichment/page-reader.ts';
import type {HitsReady, RankedHit} from '../../../server/pipeline/handoff.ts';
import type {PipelineItem} from '../../../server/pipeline/stage.ts';
import {SessionEvent} from '../../../shared/session-event.ts';
import {fakePageReader, pageText, unreadable} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';
import {marbles} from '../../support/marbles.ts';

const hitsReady = (hits: readonly RankedHit[], answered$?: Observable<unknown>): HitsReady => ({
  type: 'hits-ready',
  asked: {type: 'question-asked', question: 'What makes tides?', models: ['m'], synthesis: false, search: {}, ref: 'abc', ...(answered$ && {answered$})},
  analysis: {queries: ['tides'], language: 'en', terms: ['tides'], intent: 'fact'},
  hits,
});

const [a, b, c, slow] = ['a', 'b', 'c', 'slow'].map((name) => hitOf(`https://${name}.example/`, {snippet: `Tides in brief, by ${name}.`})) as [RankedHit, RankedHit, RankedHit, RankedHit];
const text = (name: string): PageText => pageText(name, `The tides of ${name} follow the moon.`);
/** Fills two fifths of a budget of 500 tokens by itself. */
const rich = (name: string): PageText => pageText(name, ...Array.from({length: 12}, (_, at) => `Tides ${name}${at} ${Array.from({length: 12}, (_none, word) => `${name}${at}x${word}`).join(' ')}.`));

/** A line for each item: what matters of it. */
function brief(item: PipelineItem): string {
  switch (item.type) {
    case 'page-extract':
      return `read ${item.title}`;
    case 'page-error':
      return `lost ${item.url.slice(8).split('.')[0] ?? ''} ${item.code}${item.fallback === undefined ? '' : ', snippet'}`;
    case 'page-skip':
      return `skipped ${item.url.slice(8).split('.')[0] ?? ''}`;
    case 'enrichment-end':
      return `end ${item.sources.map(({n, url, how, used}) => `${n}${url.slice(8).split('.')[0] ?? ''} ${how}${used ? '' : ' unused'}`).join(', ')}`;
    case 'source-late':
      return `late ${item.source.n}${item.source.title} ${item.source.used ? 'used' : 'unused'}`;
    case 'enrichment-progress':
      return `${item.done}+${item.failed}/${item.total}`;
    default:
      return item.type;
  }
}

const briefly = (options: EnrichPagesOptions, pages: Parameters<typeof fakePageReader>[0]) => (hits$: Observable<PipelineItem>) =>
  hits$.pipe(enrichPages([fakePageReader(pages)], options), map(brief), filter((line) => line !== 'enrichment-start'));

describe('an answer that does not wait for slow pages', () => {
  it('begins at the soft deadline with what there is; a late page joins, unused, with the next number', marbles(({hot, cold, expectObservable}) => {
    const at = {a: text('a'), b: text('b'), c: text('c'), s: text('slow')};
    const pages = {[a.url]: cold('-(a|)', at), [b.url]: cold('-(b|)', at), [c.url]: cold('-(c|)', at), [slow.url]: cold('99ms (s|)', at)};
    const input$ = hot('h|', {h: hitsReady([slow, a, b, c])});
    expectObservable(input$.pipe(briefly({softDeadlineMs: 50, settleMs: 10}, pages))).toBe('-(apbqcr) 41ms (eo) 45ms (stl|)', {
      a: 'read a', p: '1+0/4', b: 'read b', q: '2+0/4', c: 'read c', r: '3+0/4',
      e: 'end 1a page, 2b page, 3c page', o: 'evidence-ready',
      s: 'read slow', t: '4+0/4', l: 'late 4slow unused',
    });
  }));

  it('lets snippets stand in for pages that are still being read when few were; such a page stays the one source that it is', marbles(({hot, cold, expectObservable}) => {
    const at = {a: text('a'), s: text('slow')};
    const pages = {[a.url]: cold('-(a|)', at), [slow.url]: cold('99ms (s|)', at)};
    const input$ = hot('h|', {h: hitsReady([slow, a])});
    expectObservable(input$.pipe(briefly({softDeadlineMs: 50, settleMs: 10}, pages))).toBe('-(ap) 45ms (eo) 45ms (sq|)', {
      a: 'read a', p: '1+0/2', e: 'end 1slow snippet, 2a page', o: 'evidence-ready', s: 'read slow', q: '2+0/2',
    });
  }));

  it('waits twice as long when only a model answers whose answer is there at once', marbles(({hot, cold, expectObservable}) => {
    const at = {a: text('a'), s: text('slow')};
    const lines = (instantModels: readonly string[]) => {
      const pages = {[a.url]: cold('-(a|)', at), [slow.url]: cold('80ms (s|)', at)};
      return hot('h|', {h: hitsReady([a, slow])}).pipe(briefly({softDeadlineMs: 50, settleMs: 10, instantModels}, pages), filter((line) => line.startsWith('e')));
    };
    expectObservable(lines(['m'])).toBe('80ms (eo|)', {e: 'end 1a page, 2slow page', o: 'evidence-ready'});
    expectObservable(lines(['other'])).toBe('50ms (eo) 26ms |', {e: 'end 1a page, 2slow snippet', o: 'evidence-ready'});
  }));

  it('begins before the soft deadline when the text of several sources fills the budget, but not before pages had a moment to come', marbles(({hot, cold, expectObservable}) => {
    const at = {a: rich('a'), b: rich('b'), c: rich('c')};
    const pages = {[a.url]: cold('-(a|)', at), [b.url]: cold('--(b|)', at), [c.url]: cold('---(c|)', at), [slow.url]: cold<PageText>('-')};
    const input$ = hot('h|', {h: hitsReady([a, b, c, slow])});
    const lines$ = input$.pipe(briefly({softDeadlineMs: 50, settleMs: 10, tokenBudget: 500}, pages), filter((line) => line.startsWith('e')));
    expectObservable(lines$, '^ 30ms !').toBe('10ms (eo)', {e: 'end 1a page, 2b page, 3c page', o: 'evidence-ready'});
  }));

  it('waits on at the soft deadline while there is nothing at all', marbles(({hot, cold, expectObservable}) => {
    const bare = hitOf('https://bare.example/');
    const pages = {[bare.url]: cold('80ms (a|)', {a: text('bare')})};
    const input$ = hot('h|', {h: hitsReady([bare])});
    expectObservable(input$.pipe(briefly({softDeadlineMs: 50, settleMs: 10}, pages))).toBe('80ms (apeo|)', {a: 'read bare', p: '1+0/1', e: 'end 1bare page', o: 'evidence-ready'});
  }));

  it('says what fails late; what stands in for it, if its snippet does', marbles(({hot, cold, expectObservable}) => {
    const at = {a: text('a')};
    const pages = {[a.url]: cold('-(a|)', at), [slow.url]: cold<PageText>('70ms #', {}, unreadable('blocked'))};
    const input$ = hot('h|', {h: hitsReady([a, slow])});
    expectObservable(input$.pipe(briefly({softDeadlineMs: 50, settleMs: 10, enoughSources: 1}, pages))).toBe('-(ap) 45ms (eo) 16ms (fq|)', {
      a: 'read a', p: '1+0/2', e: 'end 1a page', o: 'evidence-ready', f: 'lost slow blocked', q: '1+1/2',
    });
  }));

  it('stops reading when the answer is complete, and says so of each page, which has not failed', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const answered$ = hot('60ms x');
    const slow$ = cold<PageText>('-');
    const pages = {[a.url]: cold('-(a|)', {a: text('a')}), [slow.url]: slow$};
    const input$ = hot('h|', {h: hitsReady([a, slow], answered$)});
    expectObservable(input$.pipe(briefly({softDeadlineMs: 50, settleMs: 10}, pages))).toBe('-(ap) 45ms (eo) 6ms (f|)', {
      a: 'read a', p: '1+0/2', e: 'end 1a page, 2slow snippet', o: 'evidence-ready', f: 'skipped slow',
    });
    expectSubscriptions(slow$.subscriptions).toBe('^ 59ms !');
  }));

  it('leaves no timer and no page when it is left, early or late', marbles(({hot, cold, expectObservable, expectSubscriptions}) => {
    const slow$ = cold<PageText>('-');
    const pages = {[a.url]: cold('-(a|)', {a: text('a')}), [slow.url]: slow$};
    const lines$ = hot('h', {h: hitsReady([a, slow])}).pipe(briefly({softDeadlineMs: 50, settleMs: 10}, pages));
    expectObservable(lines$, '^ 20ms !').toBe('-(ap)', {a: 'read a', p: '1+0/2'});
    expectSubscriptions(slow$.subscriptions).toBe('^ 20ms !');
  }));

  it('says late sources as the contract has them', () => {
    const slow$ = new Subject<PageText>();
    const items: PipelineItem[] = [];
    of<PipelineItem>(hitsReady([a, slow])).pipe(enrichPages([fakePageReader({[a.url]: text('a'), [slow.url]: slow$})], {softDeadlineMs: 0, settleMs: 0, enoughSources: 1})).subscribe((item) => items.push(item));
    return new Promise<void>((done) => setTimeout(done, 5)).then(() => {
      slow$.next({...text('slow'), published: '2026-03-01', author: 'A. Author', siteName: 'Slow', language: 'en-GB'});
      const late = items.find(({type}) => type === 'source-late');
      expect(v.is(SessionEvent, {...late, at: 0})).to.be.true;
      expect(late).to.have.property('source').that.includes({n: 2, how: 'page', used: false, late: true, words: 7, usedWords: 0, age: '2026-03-01', author: 'A. Author', siteName: 'Slow', language: 'en-GB'});
    });
  });
});
