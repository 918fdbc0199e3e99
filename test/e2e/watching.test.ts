/** What an operator is told: by a real server, of a model that keeps failing and of a door that stands open. */
import {expect} from 'chai';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {readStream} from '../support/read-stream.ts';
import {runServer} from '../support/run-server.ts';

describe('an operator', () => {
  it('sees in /metrics and /readyz that a model is left alone', async () => {
    const llm = await openAiStandIn({broken: {fault: 'server-error'}});
    await using server = await runServer({CORPUS: 'test/fixtures/corpus', LLM_BASE_URL: llm.url, LLM_MODELS: 'broken', LLM_ANALYSIS: 'off', LLM_BREAKER_FAILURES: '1'});
    const seen = async () => {
      const {dependencies} = (await (await fetch(`${server.url}/readyz`)).json()) as {dependencies: {models: {ok: boolean; detail: {breakers: string}}}};
      const lines = (await (await fetch(`${server.url}/metrics`)).text()).split('\n').filter((line) => line.startsWith('llm_window_model_breaker'));
      return [dependencies.models.detail.breakers, ...lines];
    };
    expect(await seen()).to.deep.equal(['broken: closed, extractive: closed', 'llm_window_model_breaker{model="broken"} 0', 'llm_window_model_breaker{model="extractive"} 0']);
    const {eventsUrl} = await server.ask({question: 'What causes the tides?'});
    await readStream(server.url + eventsUrl);
    expect(await seen()).to.deep.equal(['broken: open, extractive: closed', 'llm_window_model_breaker{model="broken"} 2', 'llm_window_model_breaker{model="extractive"} 0']);
    await llm.close();
  });

  const warning = /anyone who can reach it may ask/;
  for (const [name, settings, warned] of [
    ['on loopback is not warned', {}, false],
    ['of an open server beyond loopback is warned, on screen and in the log', {HOST: '0.0.0.0'}, true],
    ['of one that asks for tokens is not', {HOST: '0.0.0.0', TOKEN_SECRET: 'a-secret-of-more-than-32-characters!'}, false],
  ] as const) {
    it(name, async () => {
      const {stdout, stderr} = await (await runServer({CORPUS: 'test/fixtures/corpus', ...settings})).end();
      expect([warning.test(stdout), warning.test(stderr)]).to.deep.equal([warned, warned]);
      if (warned) expect(stdout).to.contain('WARNING');
    });
  }
});
