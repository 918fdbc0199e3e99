import {expect} from 'chai';
import {lastValueFrom, NEVER, type Observable, of, throwError, toArray} from 'rxjs';
import {toPassage} from '../../../server/enrichment/cut-passages.ts';
import {enrichPages} from '../../../server/enrichment/enrich-pages.ts';
import type {PassageRanker, RankRequest} from '../../../server/enrichment/passage-ranker.ts';
import {type RankOptions, rankPassages} from '../../../server/enrichment/rank-passages.ts';
import {scorePassages, toTerms} from '../../../server/enrichment/score-passages.ts';
import {fakePageReader, pageText} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';
import {marbles} from '../../support/marbles.ts';

const terms = toTerms(['tides']);
const page = (title: string, ...texts: readonly string[]) => ({title, passages: texts.map((text, at) => toPassage(text, undefined, at, terms))});
const pages = [page('A', 'tides tides', 'tides', 'no'), page('B', 'tides and so on', 'no')];
const byWords = scorePassages(pages, terms);
const question = {question: 'What makes tides?', language: 'en', terms};
const options = (ranker: PassageRanker, given: Partial<RankOptions> = {}): RankOptions => ({ranker, rankTimeoutMs: 20, rankedPassages: 4, ...given});
const rankerOf = (rank: (request: RankRequest) => Observable<readonly number[]>): PassageRanker => ({name: 'fake', rank});

describe('rankPassages', () => {
  it('ranks by words at once when nothing is plugged in', marbles(({expectObservable}) => {
    expectObservable(rankPassages(pages, question, {rankTimeoutMs: 20, rankedPassages: 4})).toBe('(r|)', {r: {scores: byWords, degraded: false}});
  }));

  it('has the best of every page judged again', async () => {
    const asked: RankRequest[] = [];
    const ranker = rankerOf((request) => {
      asked.push(request);
      return of(request.passages.map((_, at) => at + 1));
    });
    const {scores, degraded} = await lastValueFrom(rankPassages(pages, question, options(ranker)));
    expect(asked[0]!.passages.map(({title, text}) => `${title}: ${text}`)).to.deep.equal(['A: tides tides', 'A: tides', 'B: tides and so on', 'B: no']);
    expect(asked[0]).to.include({question: 'What makes tides?', language: 'en'});
    expect(scores).to.deep.equal([[1, 2, 0], [3, 4]]);
    expect(degraded).to.be.false;
  });

  it('falls back to words when the ranker is too slow, and leaves it', marbles(({cold, expectObservable, expectSubscriptions}) => {
    const slow$ = cold<readonly number[]>('-');
    expectObservable(rankPassages(pages, question, options(rankerOf(() => slow$)))).toBe('20ms (r|)', {r: {scores: byWords, degraded: true}});
    expectSubscriptions(slow$.subscriptions).toBe('^ 19ms !');
  }));

  const faults: Readonly<Record<string, Observable<readonly number[]>>> = {
    fails: throwError(() => new Error('no GPU')),
    'says nothing': of(),
    'gives too few scores': of([1]),
    'gives what is no score': of([1, NaN, 1, 1]),
  };
  for (const [name, answer$] of Object.entries(faults)) {
    it(`falls back to words when the ranker ${name}`, async () => {
      expect(await lastValueFrom(rankPassages(pages, question, options(rankerOf(() => answer$))))).to.deep.equal({scores: byWords, degraded: true});
    });
  }
});

describe('enrichPages with a ranker', () => {
  const hits = ['a', 'b'].map((name) => hitOf(`https://${name}.example/`));
  const reader = fakePageReader({[hits[0]!.url]: pageText('A', 'Tides of words.'), [hits[1]!.url]: pageText('B', 'Tides of meaning.')});
  const run = (ranker: PassageRanker) => {
    const asked = {type: 'question-asked' as const, question: 'Tides?', models: ['m'], synthesis: false, search: {}, ref: 'abc'};
    const found = {type: 'hits-ready' as const, asked, analysis: {queries: ['tides'], language: 'en', terms: ['tides'], intent: 'fact'}, hits};
    return lastValueFrom(of(found).pipe(enrichPages([reader], {ranker, rankTimeoutMs: 10}), toArray()));
  };

  it('goes by its scores', async () => {
    const items = await run(rankerOf(({passages}) => of(passages.map(({text}) => (text.includes('meaning') ? 9 : 1)))));
    const {evidence} = items.find((item) => item.type === 'evidence-ready')!;
    expect(evidence.sources.map(({passages}) => passages[0]?.score)).to.deep.equal([1, 9]);
  });

  it('says so when it is too slow, and goes on', async () => {
    const items = await run(rankerOf(() => NEVER));
    const types = items.map(({type}) => type);
    expect(items.find((item) => item.type === 'session-warning')).to.include({code: 'ranker-failed'});
    expect(types.slice(-3)).to.deep.equal(['session-warning', 'enrichment-end', 'evidence-ready']);
  });
});
