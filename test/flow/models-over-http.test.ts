/** What readers hear of models that think, fail and are late, over real sockets on both sides. */
import {expect} from 'chai';
import {of} from 'rxjs';
import {extractiveModel} from '../../server/adapters/extractive-model.ts';
import {litellmModel} from '../../server/adapters/litellm-model.ts';
import {analyzeQuestion} from '../../server/analysis/analyze-question.ts';
import {enrichPages} from '../../server/enrichment/enrich-pages.ts';
import {askModels} from '../../server/models/ask-models.ts';
import {buildDirectory, type DirectoryParts} from '../../server/models/build-directory.ts';
import {answerQuestion} from '../../server/pipeline/answer-question.ts';
import {searchWeb} from '../../server/search/search-web.ts';
import {synthesizeAnswers, type SynthesizeAnswersOptions} from '../../server/synthesis/synthesize-answers.ts';
import {reduceSession} from '../../shared/reduce-session.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import {emptySession} from '../../shared/session-state.ts';
import {fakePageReader, pageText} from '../support/fake-page-reader.ts';
import {openAiStandIn, type StandInModel} from '../support/openai-stand-in.ts';
import {serveApp} from '../support/serve-app.ts';

const url = 'https://moon.example/tides';

interface Setting extends Partial<Pick<DirectoryParts, 'fallbacks'>> {
  readonly models: Readonly<Record<string, StandInModel>>;
  readonly asked: readonly string[];
  readonly synthesis?: SynthesizeAnswersOptions;
}

/** Asks over HTTP, and gives what was said, what it adds up to, and the calls that the model server got. */
async function ask({models, asked, fallbacks = [], synthesis = {}}: Setting) {
  const llm = await openAiStandIn(models);
  const directory = buildDirectory({
    fallback: {id: 'extractive', provider: extractiveModel({paceMs: 0})},
    server: litellmModel({baseUrl: llm.url}),
    named: [...asked],
    fallbacks,
    ...('judge' in models && {synthesizer: 'judge'}),
  });
  const answer = answerQuestion({
    analyze: analyzeQuestion(),
    search: searchWeb([{name: 'web', search: () => of({url, title: 'Tides', snippet: 'The Moon.'})}]),
    enrich: enrichPages([fakePageReader({[url]: pageText('Tides', 'Tides of the sea are caused by the gravity of the Moon.')})]),
    askModels: askModels(directory, {attempts: 1}),
    synthesize: synthesizeAnswers(directory, {attempts: 1, ...synthesis}),
  });
  await using app = await serveApp({answer, models: directory});
  const {eventsUrl} = await app.ask({question: 'What causes the tides of the sea?', models: asked});
  const body = await (await fetch(app.url + eventsUrl)).text();
  const events = [...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data) as SessionEvent);
  const called = llm.calls.flatMap((call) => call.body?.model ?? []);
  await llm.close();
  return {events, called, state: events.reduce(reduceSession, emptySession)};
}

const brisk = {tokens: ['The Moon ', 'pulls at ', 'the sea. ', '[1]'], tokenMs: 2};

describe('models over HTTP', () => {
  it('begin anew after a reset, citations included: what the first model left open is gone', async () => {
    const {events, state} = await ask({
      models: {a: {tokens: ['Old text [1', ', '], fault: 'cut', tokenMs: 5}, b: {tokens: ['Tides are caused by the gravity of the Moon【', '1】.'], tokenMs: 5}},
      asked: ['a'],
      fallbacks: [{of: 'a', to: 'b'}],
    });
    const types = events.map(({type}) => type);
    expect(types.indexOf('answer-reset')).to.be.greaterThan(types.indexOf('answer-delta'));
    const [answer] = state.answers;
    expect(answer).to.include({status: 'done', model: 'a', by: 'b', text: 'Tides are caused by the gravity of the Moon[1].'});
    expect(answer?.citations.map(({n, start, end, supported}) => [n, answer.text.slice(start, end), supported])).to.deep.equal([[1, '[1]', true]]);
  });

  it('think apart from their answer: no tag and no thought leaks into it, however it is cut', async () => {
    const {events, state} = await ask({models: {a: {reasoning: ['Hm. '], tokens: ['<th', 'ink>A secret', ' plan.</thi', 'nk>The Moon. [1]'], tokenMs: 2}}, asked: ['a']});
    const [answer] = state.answers;
    expect(answer?.text.trim()).to.equal('The Moon. [1]');
    expect(answer?.reasoning).to.match(/Hm\./).and.to.match(/A secret plan\./);
    for (const event of events) if (event.type === 'answer-delta') expect(event.text).not.to.match(/think|secret|plan/);
  });

  it('are not waited for when the deadline after the first answer is over: who is late is shown and named', async () => {
    const {events, state} = await ask({
      models: {a: brisk, b: brisk, slow: {tokens: Array.from({length: 30}, (_, index) => `word${index} `), tokenMs: 25}, judge: {tokens: ['Both. [1]']}},
      asked: ['a', 'b', 'slow'],
      synthesis: {quorum: 3, waitMs: 100},
    });
    expect(state.synthesis).to.deep.include({status: 'done', included: ['a', 'b'], notIncluded: ['slow']});
    expect(state.answers.find(({model}) => model === 'slow')).to.include({status: 'done'});
    const types = events.map((event) => ('model' in event ? `${event.type} ${event.model}` : event.type));
    expect(types.indexOf('synthesis-end judge')).to.be.within(0, types.indexOf('answer-end slow'));
  });

  it('take over the synthesis from one that breaks off; when nobody can, the best answer is named with the true reason', async () => {
    const taken = await ask({models: {a: brisk, b: brisk, judge: {tokens: ['Half ', 'a ', 'syn', 'thesis'], fault: 'cut'}}, asked: ['a', 'b']});
    expect(taken.state.synthesis).to.include({status: 'done', by: 'a', text: 'The Moon pulls at the sea. [1]'});
    expect(taken.state.synthesis?.reset?.reason).to.match(/broke off|connection/i);
    const answersOnly = {...brisk, tokens: (request: {messages: readonly {content: string}[]}) => (request.messages[0]?.content.startsWith('Several') ? [] : brisk.tokens)};
    const lost = await ask({models: {a: answersOnly, b: answersOnly, judge: {fault: 'unauthorized'}}, asked: ['a', 'b']});
    expect(lost.state.synthesis).to.include({status: 'failed', best: 'a'});
    expect(lost.state.synthesis?.message).to.be.a('string').and.not.to.equal('');
    expect(lost.state.outcome).to.equal('done');
  });

  it('are stood in for by the sources when all fail, and the answer says so and why', async () => {
    const {state} = await ask({models: {a: {fault: 'unauthorized'}, b: {fault: 'error-chunk'}}, asked: ['a', 'b']});
    const answer = state.answers.find(({model}) => model === 'extractive');
    expect(answer?.reason).to.match(/^No model could answer\. a: .+ b: .+/);
    expect(answer?.text).to.match(/^> No model could answer/).and.to.contain('Tides of the sea are caused by the gravity of the Moon. [1]');
  });

  it('cost one call when there is one of them, and the session says what all of it took', async () => {
    const {called, state} = await ask({models: {a: brisk, judge: brisk}, asked: ['a']});
    expect(called).to.deep.equal(['a']);
    expect(state.synthesis).to.equal(undefined);
    expect(state.metrics).to.include({modelCalls: 1, modelRetries: 0, promptTokens: 7, completionTokens: 4, hits: 1, pages: 1});
    expect(state.metrics?.modelBytes).to.be.greaterThan(100);
    const [answer] = state.answers;
    expect(answer?.usage).to.deep.include({promptTokens: 7, completionTokens: 4});
    expect([answer?.retries, typeof answer?.ttftMs, typeof answer?.bytes]).to.deep.equal([0, 'number', 'number']);
    const both = await ask({models: {a: brisk, b: brisk, judge: brisk}, asked: ['a', 'b']});
    expect(both.state.metrics).to.include({modelCalls: 3, promptTokens: 21, completionTokens: 12});
  });
});
