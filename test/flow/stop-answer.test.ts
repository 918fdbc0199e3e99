/** Stop of one model among several, over real sockets on both sides. */
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {of} from 'rxjs';
import {extractiveModel} from '../../server/adapters/extractive-model.ts';
import {litellmModel} from '../../server/adapters/litellm-model.ts';
import {analyzeQuestion} from '../../server/analysis/analyze-question.ts';
import {enrichPages} from '../../server/enrichment/enrich-pages.ts';
import {askModels} from '../../server/models/ask-models.ts';
import {buildDirectory} from '../../server/models/build-directory.ts';
import {answerQuestion} from '../../server/pipeline/answer-question.ts';
import {searchWeb} from '../../server/search/search-web.ts';
import {synthesizeAnswers} from '../../server/synthesis/synthesize-answers.ts';
import type {SessionState} from '../../shared/session-state.ts';
import {fakePageReader, pageText} from '../support/fake-page-reader.ts';
import {openAiStandIn, type StandInModel} from '../support/openai-stand-in.ts';
import {serveApp} from '../support/serve-app.ts';

const url = 'https://moon.example/tides';
const brisk: StandInModel = {tokens: ['The Moon ', 'pulls at ', 'the sea. ', '[1]'], tokenMs: 2};
const endless: StandInModel = {tokens: ['The Moon ', ...Array.from({length: 1_000}, () => 'and so on ')], tokenMs: 20};
const silent: StandInModel = {tokens: ['The Moon ', 'pulls.'], fault: 'silence'};

/** A service over a model server. Its synthesis waits for every answer. */
async function serve(models: Readonly<Record<string, StandInModel>>) {
  const llm = await openAiStandIn({...models, judge: {tokens: ['Both say so. [1]'], tokenMs: 2}});
  const directory = buildDirectory({
    fallback: {id: 'extractive', provider: extractiveModel({paceMs: 0})},
    server: litellmModel({baseUrl: llm.url}),
    named: Object.keys(models),
    synthesizer: 'judge',
  });
  const answer = answerQuestion({
    analyze: analyzeQuestion(),
    search: searchWeb([{name: 'web', search: () => of({url, title: 'Tides', snippet: 'The Moon.'})}]),
    enrich: enrichPages([fakePageReader({[url]: pageText('Tides', 'Tides of the sea are caused by the gravity of the Moon.')})]),
    askModels: askModels(directory, {attempts: 1}),
    synthesize: synthesizeAnswers(directory, {attempts: 1, quorum: Object.keys(models).length, waitMs: 600_000}),
  });
  const app = await serveApp({answer, models: directory});
  const {id} = await app.ask({question: 'What causes the tides of the sea?', models: Object.keys(models)});
  const state = async () => (await (await fetch(`${app.url}/v1/sessions/${id}`)).json()) as SessionState;
  const until = async (holds: (state: SessionState) => boolean): Promise<SessionState> => {
    for (;;) {
      const now = await state();
      if (holds(now)) return now;
      await sleep(10);
    }
  };
  return {
    llm,
    until,
    stop: async (model: string) => (await fetch(`${app.url}/v1/sessions/${id}/answers/${model}`, {method: 'DELETE'})).status,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await llm.close();
    },
  };
}

const of1 = ({answers}: SessionState, model: string) => answers.find((answer) => answer.model === model);

describe('stopping one model', () => {
  it('ends its answer and its call, and leaves the others alone', async () => {
    await using served = await serve({a: endless, b: endless});
    const {llm, until, stop} = served;
    await until((state) => state.answers.length === 2 && state.answers.every(({text}) => text !== ''));
    expect(llm.openCalls).to.equal(2);
    expect(await stop('a')).to.equal(204);
    const {answers, status} = await until((state) => of1(state, 'a')?.status !== 'running');
    expect(of1({answers} as SessionState, 'a')).to.include({status: 'done', finishReason: 'stopped', stopped: true}).with.property('text').that.matches(/^The Moon /);
    expect(status).to.equal('running');
    while (llm.openCalls > 1) await sleep(5);
    const length = of1({answers} as SessionState, 'b')?.text.length ?? 0;
    await until((state) => (of1(state, 'b')?.text.length ?? 0) > length);
    expect(llm.openCalls).to.equal(1);
    expect(await stop('a'), 'again').to.equal(204);
    expect(await stop('b')).to.equal(204);
    expect(await until((state) => state.status === 'ended')).to.include({outcome: 'stopped', code: 'stopped'}).and.not.to.have.property('synthesis');
    while (llm.openCalls > 0) await sleep(5);
  });

  it('lets the synthesis begin that waited for it', async () => {
    await using served = await serve({a: brisk, b: brisk, c: silent});
    const {until, stop} = served;
    const waiting = await until((state) => of1(state, 'a')?.status === 'done' && of1(state, 'b')?.status === 'done' && of1(state, 'c')?.text !== undefined);
    expect(waiting.synthesis).to.equal(undefined);
    expect(await stop('c')).to.equal(204);
    const {synthesis, outcome} = await until((state) => state.status === 'ended');
    expect(outcome).to.equal('done');
    expect(synthesis).to.deep.include({status: 'done', included: ['a', 'b'], notIncluded: ['c']});
  });
});
