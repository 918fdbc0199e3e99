/**
 * perf/scenarios - how soon a reader sees something, in milliseconds from sending `POST`: the first event, the first source, the first text; and `done`, from
 * the model's last token to the end. Questions arrive at 20 a second until 300 are in flight, over the corpus and over a web whose search takes 200 ms. Beside
 * it one question at a time, a burst of a hundred, and what passes before a model is asked when nothing outside takes any time.
 */
import {percentiles, round} from '../support/percentiles.ts';
import {askMany, summarizeAsked} from '../support/ask-many.ts';
import {readFigure} from '../support/process-usage.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {questions} from '../support/seed-corpus.ts';
import {startModel} from '../support/start-model.ts';
import {type Ours, startOurs} from '../support/start-ours.ts';
import {settingsForWeb, startWeb} from '../support/start-web.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'first',
  asks: 'How soon does a reader see something: first status, first source, first text?',
  run: measureFirst,
};

const ARRIVALS = 20;
const TOKENS_PER_SECOND = 50;
const SEARCH_MS = 200;
/** Of the package's own corpus: what a server without settings has. */
const OWN_CORPUS = {CORPUS: ''};
const webQuestions = ['What makes the tides of harbour x# rise?'];
const wait = ['What makes the tides of harbour w# rise?'];

/** `--only=corpus`, `web` or `overhead` measures that part alone. */
async function measureFirst({short, option}: RunOptions): Promise<object> {
  const parts = {corpus: () => overCorpus(short), web: () => overWeb(short), overhead: () => overhead(short ? 10 : 40)};
  const only = option('only');
  const measured: Record<string, object> = {};
  for (const [name, measure] of Object.entries(parts)) if (only === undefined || only === name) measured[name] = await measure();
  return measured;
}

async function overCorpus(short: boolean): Promise<object> {
  await using model = await startModel({tokens: tokensFor(short), tokensPerSecond: TOKENS_PER_SECOND});
  await using server = await startOurs({modelUrl: model.said.url, settings: OWN_CORPUS});
  const {url} = server.said;
  await askMany({url, questions, models: ['extractive'], count: questions.length}); // what only the first questions pay
  const at1 = await askMany({url, questions, models: ['extractive'], count: short ? 10 : 30});
  const arriving = await arrive(server, questions, short);
  const burst = await askMany({url, questions, models: ['extractive'], count: 100, perSecond: 0});
  return {at1: summarizeAsked(at1), ...arriving, burst: summarizeAsked(burst)};
}

async function overWeb(short: boolean): Promise<object> {
  await using web = await startWeb({searchMs: SEARCH_MS, pageMs: 50});
  await using model = await startModel({tokens: tokensFor(short), tokensPerSecond: TOKENS_PER_SECOND});
  await using server = await startOurs({modelUrl: model.said.url, settings: settingsForWeb(web.said)});
  await askMany({url: server.said.url, questions: wait, models: ['extractive'], count: 5});
  return await arrive(server, webQuestions, short);
}

/** Enough for the last question to arrive before the first has its end. */
const tokensFor = (short: boolean): number => ((short ? 100 : 300) / ARRIVALS + 1) * TOKENS_PER_SECOND;

async function arrive({said: {url}}: Ours, asked: readonly string[], short: boolean): Promise<object> {
  const lag = () => readFigure(url, 'nodejs_eventloop_lag_p99_seconds');
  await lag(); // each reading begins the next
  const all = await askMany({url, questions: asked, count: short ? 100 : 300, perSecond: ARRIVALS});
  const loopDelayP99Ms = round((await lag()) * 1_000);
  const until = (inFlight: number) => (all.length >= inFlight ? {[`at${inFlight}`]: summarizeAsked(all.slice(0, inFlight))} : {});
  return {...until(20), ...until(100), ...until(300), loopDelayP99Ms};
}

/** Milliseconds from sending the question to the moment at which the model is asked, one at a time, with no outside delay. */
async function overhead(count: number): Promise<object> {
  await using web = await startWeb({});
  await using model = await startModel({tokens: 2, tokensPerSecond: 0}); // with a pace, a first token would wait for its turn
  const measure = async (settings: Record<string, string>, asked: readonly string[]) => {
    await using server = await startOurs({modelUrl: model.said.url, settings});
    const {url} = server.said;
    await askMany({url, questions: asked.map((question) => question.replace('#', 'warm#')), count: 10});
    return percentiles((await askMany({url, questions: asked, count})).flatMap(({asked: ms}) => ms ?? []));
  };
  return {web: await measure(settingsForWeb(web.said), webQuestions), corpus: await measure(OWN_CORPUS, questions)};
}
