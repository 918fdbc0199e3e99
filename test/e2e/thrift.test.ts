/** V8 is told to save time instead of memory in the server as `npm start` runs it, once many sessions run. */
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {openAiStandIn, type OpenAiStandIn} from '../support/openai-stand-in.ts';
import {runServer} from '../support/run-server.ts';

const MANY = 16;

describe('thrift of the server', () => {
  let model: OpenAiStandIn;

  before(async () => (model = await openAiStandIn({slow: {firstMs: 50_000}})));
  after(() => model.close());

  it('ends when many sessions run, not before', async function () {
    this.timeout(60_000);
    await using server = await runServer({CORPUS: 'test/fixtures/corpus', LLM_BASE_URL: model.url, LLM_MODELS: 'slow', LLM_ANALYSIS: 'off', LLM_RELATED: 'off', LOG_LEVEL: 'debug'});
    const said = () => server.output().stderr.match(/"isThrifty":\w+/g) ?? [];
    const ask = () => server.ask({question: 'What causes the tides of the sea?'});
    for (let asked = 1; asked < MANY; asked++) await ask();
    await sleep(600); // it is looked at several times
    expect(said()).to.deep.equal([]);
    await ask();
    while (said().length === 0) await sleep(50);
    expect(said()).to.deep.equal(['"isThrifty":false']);
  });
});
