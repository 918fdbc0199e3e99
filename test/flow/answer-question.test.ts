/** The whole sentence, from a question to its end, over fakes: what readers hear when all works, and when each part fails. */
import {expect} from 'chai';
import {concat, defer, delay, EMPTY, finalize, from, lastValueFrom, NEVER, type Observable, of, ReplaySubject, Subject, throwError, toArray} from 'rxjs';
import * as v from 'valibot';
import {extractiveModel} from '../../server/adapters/extractive-model.ts';
import {analyzeQuestion} from '../../server/analysis/analyze-question.ts';
import {enrichPages, type EnrichPagesOptions} from '../../server/enrichment/enrich-pages.ts';
import {askModels} from '../../server/models/ask-models.ts';
import type {PageText} from '../../server/enrichment/page-reader.ts';
import type {ModelChunk} from '../../server/models/model-provider.ts';
import {answerQuestion} from '../../server/pipeline/answer-question.ts';
import type {QuestionAsked, Turn} from '../../server/pipeline/handoff.ts';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import type {FoundPage, SearchProvider} from '../../server/search/search-provider.ts';
import {searchWeb} from '../../server/search/search-web.ts';
import {recordRun, type StopCode} from '../../server/session/record-run.ts';
import {synthesizeAnswers} from '../../server/synthesis/synthesize-answers.ts';
import {reduceSession} from '../../shared/reduce-session.ts';
import {SessionEvent} from '../../shared/session-event.ts';
import {emptySession} from '../../shared/session-state.ts';
import {end, fakeDirectory, fakeModelProvider, saying, type Script, text} from '../support/fake-model-provider.ts';
import {fakePageReader, pageText} from '../support/fake-page-reader.ts';

const asked: QuestionAsked = {type: 'question-asked', question: 'What causes the tides of the sea?', models: ['a', 'b'], synthesis: true, search: {}, ref: '0123456789ab'};
const moon: FoundPage = {url: 'https://moon.example/tides', title: 'Tides', snippet: 'Tides are caused by the Moon.'};
const sun: FoundPage = {url: 'https://sun.example/tides', title: 'Spring tides', snippet: 'The Sun adds to the tides.'};
const pages = {
  [moon.url]: pageText('Tides', 'Tides of the sea are caused by the gravity of the Moon.'),
  [sun.url]: pageText('Spring tides', 'The Sun adds to the tides when it stands in line with the Moon.'),
};
const broken = (what: string) => new UpstreamError(`Cannot reach ${what}`, {code: 'connect-failed', reason: `${what} could not be reached.`, retryable: false});
const finds = (...found: FoundPage[]): SearchProvider => ({name: 'web', search: () => from(found)});

interface Parts {
  readonly search?: SearchProvider;
  readonly scripts?: Readonly<Record<string, Script>>;
  readonly texts?: Parameters<typeof fakePageReader>[0];
  readonly fallback?: string;
  readonly stop$?: Observable<StopCode>;
  readonly question?: string;
  readonly reading?: EnrichPagesOptions;
  /** Longest silence of a model, in milliseconds. @defaultValue 50 */
  readonly modelTimeoutMs?: number;
  readonly earlier?: readonly Turn[];
}

function start({search = finds(moon, sun), scripts, texts = pages, fallback = 'none', stop$ = NEVER, reading = {pageTimeoutMs: 50}, modelTimeoutMs = 50, ...changes}: Parts = {}) {
  const limits = {firstTokenMs: modelTimeoutMs, idleMs: modelTimeoutMs};
  const question = {...asked, ...(changes.question !== undefined && {question: changes.question}), ...(changes.earlier && {earlier: changes.earlier})};
  const said = scripts ?? {a: saying('The Moon ', 'pulls. [1]'), b: saying('The Sun helps. [2]'), judge: saying('Both do. [1][2]')};
  const provider = fakeModelProvider(said);
  const directory = fakeDirectory(provider, {serves: Object.keys(said), synthesizer: 'judge', fallback});
  const answer = answerQuestion({
    analyze: analyzeQuestion(),
    search: searchWeb([search], {timeoutMs: 50}),
    enrich: enrichPages([fakePageReader(texts)], reading),
    askModels: askModels(directory, limits),
    synthesize: synthesizeAnswers(directory, limits),
  });
  const faults: unknown[] = [];
  const session$ = recordRun(answer(question), {question: question.question, models: question.models, providers: ['web']}, stop$, (error) => faults.push(error));
  return {session$, provider, faults};
}

async function run(parts: Parts = {}) {
  const {session$, provider, faults} = start(parts);
  const events = await lastValueFrom(session$.pipe(toArray()));
  for (const event of events) v.assert(SessionEvent, event);
  expect(faults).to.deep.equal([]);
  expectClosed(events);
  const types = events.map(({type}) => type);
  return {events, types, provider, state: events.reduce(reduceSession, emptySession)};
}

/** Every stage and answer that starts is closed, in its place; nothing follows the one end. */
function expectClosed(events: readonly SessionEvent[]): void {
  const open = new Set<string>();
  for (const event of events) {
    const [, name = '', what = ''] = /^(.*)-(start|end|error)$/.exec(event.type) ?? [];
    const key = name === 'answer' && 'model' in event ? `answer ${event.model}` : name;
    const closes = what === 'end' || (what === 'error' && (name === 'answer' || name === 'synthesis'));
    if (what === 'start') open.add(key);
    if (closes) expect(open.delete(key), `${event.type} closes what was open`).to.equal(true);
  }
  expect([...open]).to.deep.equal([]);
  expect(events.filter(({type}) => type === 'session-end')).to.have.length(1);
  expect(events.at(-1)?.type).to.equal('session-end');
}

const first = (types: readonly string[], type: string) => types.indexOf(type);

describe('the whole sentence', () => {
  it('goes from a question to several cited answers and their synthesis, in order', async () => {
    const {types, state, events} = await run();
    const milestones = ['session-start', 'analysis-start', 'analysis-end', 'search-start', 'search-result', 'search-end', 'enrichment-start', 'page-extract', 'enrichment-end', 'answer-start', 'answer-delta', 'answer-end', 'synthesis-start', 'synthesis-delta', 'synthesis-end', 'session-metrics', 'session-end'];
    const places = milestones.map((type) => first(types, type));
    expect(places.every((place) => place >= 0)).to.equal(true);
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(state.outcome).to.equal('done');
    expect(state.sources.map(({n, how, used}) => [n, how, used])).to.deep.equal([
      [1, 'page', true],
      [2, 'page', true],
    ]);
    expect(state.answers.map(({model, text: said}) => [model, said])).to.have.deep.members([
      ['a', 'The Moon pulls. [1]'],
      ['b', 'The Sun helps. [2]'],
    ]);
    expect(state.synthesis).to.deep.include({text: 'Both do. [1][2]', included: ['a', 'b'], notIncluded: []});
    const cited = events.flatMap((event) => ('citations' in event ? event.citations.map(({n}) => n) : []));
    expect(cited.sort()).to.deep.equal([1, 1, 2, 2]);
  });

  it('asks every model, and the synthesiser, over one numbering', async () => {
    const {provider} = await run();
    const numbers = provider.requests.map(({evidence}) => evidence.sources.map(({n, url}) => `${n} ${url}`).join());
    expect(new Set(numbers).size).to.equal(1);
    expect(provider.requests.map(({model}) => model).sort()).to.deep.equal(['a', 'b', 'judge']);
  });

  it('says a search that fails, and the models still answer', async () => {
    const {types, state} = await run({search: {name: 'web', search: () => throwError(() => broken('The search'))}});
    expect(first(types, 'search-error')).to.be.greaterThan(0);
    expect(state.queryProblems[0]).to.include({kind: 'error', provider: 'web', code: 'connect-failed', message: 'The search could not be reached.'});
    expect(state.sources).to.deep.equal([]);
    expect(state.outcome).to.equal('done');
  });

  describe('when there is nothing to search for', () => {
    for (const [question, intent, says] of [
      ['Hello there!', 'greeting', 'greeting or thanks'],
      ['???', 'unclear', 'no question'],
      ['asdf', 'unclear', 'no question'],
    ] as const) {
      it(`answers ${question} at once: without a search, a source or a synthesis`, async () => {
        let searches = 0;
        const search: SearchProvider = {name: 'web', search: () => ((searches += 1), from([moon]))};
        const {types, state, provider} = await run({question, search});
        expect(searches).to.equal(0);
        expect(state).to.deep.include({intent, queries: [], pages: [], sources: [], queryProblems: [], outcome: 'done'});
        expect(state.answers.map(({status}) => status)).to.deep.equal(['done', 'done']);
        expect(types).to.include('search-end').and.to.include('enrichment-end').and.not.to.include('synthesis-start');
        for (const {messages} of provider.requests) expect(messages[0]?.content).to.include(says);
      });
    }

    it('says so in the words of the model that only quotes', async () => {
      const quotes = extractiveModel({paceMs: 0});
      const said = await lastValueFrom(
        answerQuestion({
          analyze: analyzeQuestion(),
          search: searchWeb([finds(moon)]),
          enrich: enrichPages([fakePageReader(pages)]),
          askModels: askModels(fakeDirectory(quotes, {serves: ['extractive'], fallback: 'extractive'})),
          synthesize: synthesizeAnswers(fakeDirectory(quotes, {serves: ['extractive'], fallback: 'extractive'})),
        })({...asked, question: 'Hallo!', models: ['extractive']}).pipe(toArray()),
      );
      const answer = said.flatMap((event) => (event.type === 'answer-delta' ? [event.text] : [])).join('');
      expect(answer).to.equal('Hallo! Stellen Sie eine Frage, und ich suche Quellen, die sie beantworten.');
      expect(said.find(({type}) => type === 'answer-end')).to.deep.include({citations: []});
    });
  });

  it('tells the models that the search failed, not that there is nothing', async () => {
    const search: SearchProvider = {name: 'web', search: () => throwError(() => new UpstreamError('429', {code: 'rate-limited', reason: 'It takes no more requests.', retryable: false}))};
    const {state, provider} = await run({search});
    expect(state.queryProblems[0]).to.include({kind: 'error', code: 'rate-limited'});
    for (const {messages} of provider.requests.filter(({model}) => model !== 'judge')) expect(messages[0]?.content).to.include('the search failed');
  });

  it('does not wait for a search that stalls', async () => {
    const {state} = await run({search: {name: 'web', search: () => concat(of(moon), NEVER)}});
    expect(state.queryProblems.map(({code}) => code)).to.include('timeout');
    expect(state.sources.map(({url}) => url)).to.deep.equal([moon.url]);
  });

  it('lets the snippet stand in for a page that fails or stalls', async () => {
    const {state} = await run({texts: {[moon.url]: 'stalls'}});
    expect(state.pages.map(({code, fallback}) => [code, fallback])).to.deep.equal([
      ['timeout', 'snippet'],
      ['not-found', 'snippet'],
    ]);
    expect(state.sources.map(({how, used}) => [how, used])).to.deep.equal([
      ['snippet', true],
      ['snippet', true],
    ]);
    expect(state.reading).to.include({done: 0, failed: 2, total: 2});
  });

  it('does not let a page that stalls hold the answer; a page that comes while it is written joins the sources', async () => {
    const late: FoundPage = {url: 'https://late.example/', title: 'Late', snippet: ''};
    const stalls: FoundPage = {url: 'https://stalls.example/', title: 'Stalls', snippet: 'Tides, again.'};
    // The page comes when the answer has begun, and the answer ends when the page has come: in this order however busy the machine is.
    const late$ = new ReplaySubject<PageText>(1);
    const comes$ = defer(() => {
      late$.next(pageText('Late', 'The tides come late.'));
      return EMPTY;
    });
    const texts = {...pages, [late.url]: late$, [stalls.url]: 'stalls' as const};
    const scripts = {a: concat(of(text('The Moon. [1]')), comes$, of(end()).pipe(delay(1))), b: saying('The Sun. [2]'), judge: saying('Both.')};
    const reading = {softDeadlineMs: 10, settleMs: 5, enoughSources: 2, pageTimeoutMs: 60_000, batchTimeoutMs: 60_000};
    const {events, types, state} = await run({search: finds(stalls, moon, sun, late), texts, scripts, reading, modelTimeoutMs: 60_000});
    expect(first(types, 'answer-delta')).to.be.lessThan(first(types, 'source-late'));
    expect(first(types, 'enrichment-end')).to.be.lessThan(first(types, 'answer-start'));
    const numbers = events.find((event) => event.type === 'enrichment-end')!.sources.map(({n}) => n);
    expect(numbers).to.deep.equal([1, 2]);
    expect(state.sources.map(({n, title, used, late: isLate}) => [n, title, used, isLate])).to.deep.equal([
      [1, 'Tides', true, undefined],
      [2, 'Spring tides', true, undefined],
      [3, 'Late', false, true],
    ]);
    expect(events.flatMap((event) => (event.type === 'answer-start' ? event.sources : []))).to.deep.equal([1, 2, 1, 2]);
    expect(state.pages.find(({hit}) => hit.title === 'Stalls')).to.include({status: 'skipped'});
    expect(state.reading).to.include({done: 3, failed: 0, total: 4});
    expect(state.outcome).to.equal('done');
  });

  it('lets one model fail and the other answer; one answer needs no synthesis', async () => {
    const {types, state} = await run({scripts: {a: saying('The Moon. [1]'), b: throwError(() => broken('The model')), judge: saying('never')}});
    expect(state.answers.map(({model, status, code}) => [model, status, code])).to.have.deep.members([
      ['a', 'done', undefined],
      ['b', 'failed', 'connect-failed'],
    ]);
    expect(types).not.to.include('synthesis-start');
    expect(state.outcome).to.equal('done');
  });

  it('keeps what a model said before it broke off', async () => {
    const {state} = await run({scripts: {a: concat(of(text('The Moon')), throwError(() => broken('The model'))), b: saying('x'), judge: saying('y')}});
    expect(state.answers.find(({model}) => model === 'a')).to.include({status: 'failed', text: 'The Moon'});
  });

  it('lets the fallback answer when every model fails', async () => {
    const fails = throwError(() => broken('The model'));
    const {state} = await run({scripts: {a: fails, b: fails, judge: fails, quotes: saying('A quote. [1]')}, fallback: 'quotes'});
    expect(state.answers.map(({model, status}) => [model, status])).to.deep.equal([
      ['a', 'failed'],
      ['b', 'failed'],
      ['quotes', 'done'],
    ]);
    expect(state.outcome).to.equal('done');
  });

  it('fails as a whole only when nobody could answer', async () => {
    const fails = throwError(() => broken('The model'));
    const {state} = await run({scripts: {a: fails, b: NEVER, judge: fails}});
    expect(state).to.include({outcome: 'failed', code: 'no-answer'});
    expect(state.answers.find(({model}) => model === 'b')).to.include({code: 'timeout'});
  });

  it('lets another model write the synthesis when the one that should can not', async () => {
    const {state} = await run({scripts: {a: saying('x'), b: saying('y [1]'), judge: throwError(() => broken('The model'))}});
    expect(state.synthesis).to.deep.include({status: 'done', by: 'b', text: 'y [1]', reset: {code: 'connect-failed', reason: 'The model could not be reached.', next: 'b'}});
  });

  it('lets the answers stand when nobody can write the synthesis, and names the best', async () => {
    const answersOnly = (said: string): Script => ({messages}) => (messages[0]?.content.startsWith('Several') ? throwError(() => broken('The model')) : saying(said));
    const {state} = await run({scripts: {a: answersOnly('x'), b: answersOnly('y [1]'), judge: throwError(() => broken('The model'))}});
    expect(state.synthesis).to.include({status: 'failed', code: 'connect-failed', best: 'b'});
    expect(state.outcome).to.equal('done');
  });

  const stages: Record<string, {readonly parts: Parts; readonly at: string}> = {
    'the search': {parts: {search: {name: 'web', search: () => NEVER}}, at: 'search-start'},
    'the reading of pages': {parts: {texts: {[moon.url]: 'stalls', [sun.url]: 'stalls'}}, at: 'enrichment-start'},
    'an answer': {parts: {scripts: {a: concat(of(text('The')), NEVER), b: NEVER}}, at: 'answer-delta'},
    'the synthesis': {parts: {scripts: {a: saying('x'), b: saying('y'), judge: NEVER}}, at: 'synthesis-start'},
  };
  for (const [name, {parts, at}] of Object.entries(stages)) {
    it(`is stopped during ${name}, and closes it`, async () => {
      const stop$ = new Subject<StopCode>();
      const {session$} = start({...parts, stop$});
      const events: SessionEvent[] = [];
      await new Promise<void>((done) => {
        session$.subscribe({
          next: (event) => {
            events.push(event);
            if (event.type === at) setImmediate(() => stop$.next('stopped'));
          },
          complete: done,
        });
      });
      expectClosed(events);
      expect(events.at(-1)).to.include({outcome: 'stopped', code: 'stopped'});
    });
  }

  it('lets go of every upstream when it is stopped', async () => {
    let open = 0;
    const held = <T>(): Observable<T> =>
      new Subject<T>().pipe(
        (source$) => {
          open += 1;
          return source$;
        },
        finalize(() => (open -= 1)),
      );
    const stop$ = new Subject<StopCode>();
    const chunks = () => concat(of(text('x')), held<ModelChunk>());
    const {session$} = start({scripts: {a: chunks, b: chunks}, stop$});
    const done = lastValueFrom(session$);
    await new Promise((turn) => setTimeout(turn, 30));
    expect(open).to.equal(2);
    stop$.next('stopped');
    expect(open).to.equal(0);
    await done;
  });

  describe('a follow-up', () => {
    const tower: FoundPage = {url: 'https://tower.example/', title: 'Iron Tower', snippet: 'About the Iron Tower.'};
    const lift: FoundPage = {url: 'https://lift.example/', title: 'Lifts', snippet: 'About lifts.'};
    const texts = {
      [tower.url]: pageText('Iron Tower', 'The Iron Tower is 330 metres high.', 'The price of a ticket for the Iron Tower is 36 euros.'),
      [lift.url]: pageText('Lifts', 'The price of a lift depends on its height.'),
    };
    const turn = {question: 'How high is the Iron Tower?', answer: 'It is 330 metres high.', sources: [{title: tower.title, url: 'https://www.tower.example/?utm_source=x', provider: 'web', quote: 'The Iron Tower is 330 metres high.'}]};
    const followUp = {question: 'What about its price?', earlier: [turn]};
    const toldOf = (provider: ReturnType<typeof start>['provider']) => provider.requests[0]?.evidence.sources.flatMap(({passages}) => passages.map(({text: said}) => said)).join('\n') ?? '';

    it('is answered from the page that the first answer came from, though its search does not find that', async () => {
      const {state, provider} = await run({search: finds(lift), texts, ...followUp});
      expect(state.queries[0]).to.match(/Iron Tower/).and.to.match(/price/);
      expect(state.pages.map(({hit, provider: who, status}) => [hit.url, who, status])).to.deep.equal([
        [lift.url, 'web', 'read'],
        ['https://www.tower.example/', 'conversation', 'failed'],
      ]);
      expect(state.sources.find(({title}) => title === tower.title)).to.include({how: 'snippet', used: true});
      const read = await run({search: finds(lift), texts: {...texts, 'https://www.tower.example/': texts[tower.url]!}, ...followUp});
      expect(read.state.sources.map(({n, title, how, used}) => [n, title, how, used])).to.have.deep.members([
        [read.state.sources[0]?.title === lift.title ? 1 : 2, lift.title, 'page', true],
        [read.state.sources[0]?.title === lift.title ? 2 : 1, tower.title, 'page', true],
      ]);
      expect(toldOf(read.provider)).to.contain('36 euros');
      expect(toldOf(provider)).to.contain('330 metres');
    });

    it('has that page once when its search finds it again, and numbers it anew', async () => {
      const {state, provider} = await run({search: finds(lift, tower), texts, ...followUp});
      expect(state.pages.map(({hit, provider: who}) => [hit.url, who])).to.deep.equal([
        [lift.url, 'web'],
        [tower.url, 'web'],
      ]);
      expect(state.sources.map(({n, title}) => [n, title])).to.deep.equal([
        [1, tower.title],
        [2, lift.title],
      ]);
      expect(toldOf(provider)).to.contain('36 euros');
    });

    it('puts question, answer and sources of before into the prompt, within a budget', async () => {
      const long = {...turn, answer: 'It is high. '.repeat(2_000)};
      const {provider} = await run({search: finds(lift), texts, ...followUp, earlier: [long]});
      const prompt = provider.requests[0]?.messages.map(({content}) => content).join('\n') ?? '';
      expect(prompt).to.contain(turn.question).and.to.contain('Iron Tower').and.to.contain('It is high.');
      expect(prompt.split('It is high.').length).to.be.within(10, 500);
    });
  });

  it('says nothing of the prompt, the page texts or the ref to the reader', async () => {
    const secret = 'xyzzy-page-text';
    const {events} = await run({texts: {[moon.url]: pageText('Tides', `Tides of the sea: ${secret}.`)}, scripts: {a: of(end()).pipe(delay(1)), b: saying('y'), judge: saying('z')}});
    const wire = JSON.stringify(events);
    expect(wire).not.to.contain(secret);
    expect(wire).not.to.contain(asked.ref);
    expect(wire).not.to.contain('passages":[');
  });
});
