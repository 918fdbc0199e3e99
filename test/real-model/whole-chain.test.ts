/** The whole chain over a real model: llama.cpp behind a real LiteLLM behind the server, answering over a corpus. */
import {expect} from 'chai';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {SessionState} from '../../shared/session-state.ts';
import {runServer} from '../support/run-server.ts';
import {findPython} from './find-python.ts';
import {LITELLM_KEY, startLitellm, startLlama} from './start-python.ts';

const MINUTES = 60_000;
const found = findPython();

describe('the whole chain over a real model', () => {
  if ('missing' in found) {
    it.skip(`skipped: ${found.missing}`);
    return;
  }

  it('answers over the corpus, and makes one answer of two', async function () {
    this.timeout(9 * MINUTES);
    await using llama = await startLlama(found.python);
    const smol = {model: 'openai/smol', api_base: `${llama.url}/v1`, api_key: 'none', max_tokens: 24};
    await using proxy = await startLitellm(found.python, {smol, mock: {model: 'openai/mock', api_key: 'none', mock_response: 'The Moon pulls at the sea. [1]'}});
    await using server = await runServer({
      CORPUS: join(import.meta.dirname, '../fixtures/corpus'),
      LLM_BASE_URL: proxy.url,
      LLM_API_KEY: LITELLM_KEY,
      LLM_MODELS: 'smol,mock',
      LLM_SYNTHESIS_MODEL: 'smol',
      LLM_ANALYSIS: 'off',
      LLM_FIRST_TOKEN_MS: String(3 * MINUTES),
      LLM_IDLE_MS: String(2 * MINUTES),
      GRACE_MS: String(10 * MINUTES),
    });
    const {id} = await server.ask({question: 'What causes the tides of the sea?'});
    let state: SessionState;
    do {
      await sleep(250);
      state = (await (await fetch(`${server.url}/v1/sessions/${id}`)).json()) as SessionState;
    } while (state.status !== 'ended');

    expect(state.outcome).to.equal('done');
    expect(state.sources.filter(({used}) => used)).not.to.have.lengthOf(0);
    const answers = new Map(state.answers.map((answer) => [answer.model, answer]));
    for (const text of [answers.get('smol'), answers.get('mock'), state.synthesis]) {
      expect(text).to.include({status: 'done', retries: 0});
      expect(text?.text.trim()).not.to.equal('');
      expect(text?.by).to.equal(undefined);
    }
    expect(answers.get('smol')?.usage?.completionTokens).to.be.within(1, 24);
    expect(state.synthesis?.included).to.deep.equal(['smol', 'mock']);
    expect(state.metrics).to.include({modelCalls: 3, modelRetries: 0});
  });
});
