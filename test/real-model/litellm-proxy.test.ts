/** The model adapter against a real LiteLLM proxy, with its own mock answers, fallbacks and error switches. */
import {expect} from 'chai';
import {lastValueFrom, toArray} from 'rxjs';
import {litellmModel} from '../../server/adapters/litellm-model.ts';
import type {ModelChunk, ModelProvider, ModelRequest} from '../../server/models/model-provider.ts';
import {writeText} from '../../server/models/write-text.ts';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import {failingModelContract, type FailingModelFixture} from '../contract/failing-model.ts';
import {modelProviderContract} from '../contract/model-provider.ts';
import {evidence} from '../support/evidence.ts';
import {fakeDirectory} from '../support/fake-model-provider.ts';
import {findPython} from './find-python.ts';
import {LITELLM_KEY, type PythonService, startLitellm} from './start-python.ts';

/** Long enough not to be read at once: the mock says it within milliseconds. */
const ANSWER = 'Tides are caused by the pull of the Moon [1] and, to a lesser degree, of the Sun [2]. '.repeat(12).trim();
const mock = (mock_response: string, more = {}) => ({model: 'openai/mock', api_key: 'none', mock_response, ...more});
const MODELS = {
  plain: mock(ANSWER),
  busy: mock('litellm.RateLimitError'),
  failing: mock('litellm.InternalServerError'),
  long: mock('litellm.ContextWindowExceededError'),
  slow: mock(ANSWER, {mock_delay: 30}),
  dead: {model: 'openai/dead', api_key: 'none', api_base: 'http://127.0.0.1:9/v1'},
  rescued: mock('litellm.InternalServerError'),
};

const found = findPython();
if ('missing' in found) {
  describe('a real LiteLLM proxy', () => {
    it.skip(`skipped: ${found.missing}`);
    console.log(`  The tests of a real LiteLLM proxy are skipped: ${found.missing}`);
  });
} else {
  describe('a real LiteLLM proxy', () => {
    let proxy: PythonService;
    before(async function () {
      this.timeout(180_000);
      proxy = await startLitellm(found.python, MODELS, [{rescued: ['plain']}]);
    });
    after(() => proxy[Symbol.asyncDispose]());

    modelProviderContract('litellmModel over it', () => Promise.resolve({provider: litellmModel({baseUrl: proxy.url, apiKey: LITELLM_KEY}), model: 'plain', secrets: [LITELLM_KEY]}));

    const requestOf = (model: string): ModelRequest => ({model, messages: [{role: 'user', content: 'What causes tides?'}], evidence: evidence(), ref: '0123456789ab'});
    const provider = (): ModelProvider => litellmModel({baseUrl: proxy.url, apiKey: LITELLM_KEY});
    const chunksOf = (model: string, of = provider()): Promise<ModelChunk[]> => lastValueFrom(of.generate(requestOf(model)).pipe(toArray()));
    const failureOf = async (model: string, of = provider()) => {
      const error: unknown = await chunksOf(model, of).catch((thrown: unknown) => thrown);
      if (!(error instanceof UpstreamError)) throw new Error(`expected an UpstreamError of ${model}, got ${String(error)}`);
      expect(error.reason).to.match(/^[A-Z][^"{<]*\.$/);
      return {code: error.code, retryable: error.retryable};
    };
    const textOf = (chunks: readonly ModelChunk[]) => chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');

    it('streams an answer with its usage', async () => {
      const chunks = await chunksOf('plain');
      expect(textOf(chunks)).to.equal(ANSWER);
      expect(chunks.length).to.be.greaterThan(2); // what comes within a frame is one piece
      const last = chunks.at(-1);
      expect(last).to.include({type: 'end', finishReason: 'stop'});
      expect(last).to.have.nested.property('usage.completionTokens').that.is.greaterThan(0);
      expect(last).to.have.property('bytes').that.is.greaterThan(ANSWER.length);
    });

    it('lists the models that are configured', async () => {
      expect((await provider().list()).map(({id}) => id)).to.have.members(Object.keys(MODELS));
    });

    it('takes our id for the call', async () => {
      const headers = {authorization: `Bearer ${LITELLM_KEY}`, 'content-type': 'application/json', 'x-litellm-call-id': '0123456789ab-00000001'};
      const body = JSON.stringify({model: 'plain', messages: [{role: 'user', content: 'x'}]});
      const response = await fetch(`${proxy.url}/v1/chat/completions`, {method: 'POST', headers, body});
      expect(response.headers.get('x-litellm-call-id')).to.equal('0123456789ab-00000001');
      await response.arrayBuffer();
    });

    it('is asked through its own fallbacks', async () => {
      expect(textOf(await chunksOf('rescued'))).to.equal(ANSWER);
    });

    const failures: readonly (readonly [model: string, failure: FailingModelFixture['failure']])[] = [
      ['busy', {code: 'rate-limited', retryable: true}],
      ['failing', {code: 'upstream-failed', retryable: true}],
      ['long', {code: 'too-large', retryable: false}],
      ['dead', {code: 'upstream-failed', retryable: true}],
    ];
    for (const [model, failure] of failures) {
      failingModelContract(`litellmModel over its model "${model}"`, () =>
        Promise.resolve({provider: provider(), model, said: '', failure, sound: 'plain', secrets: [LITELLM_KEY, 'litellm', 'mock']}),
      );
    }

    it('tells a key that it does not take', async () => {
      expect(await failureOf('plain', litellmModel({baseUrl: proxy.url, apiKey: 'sk-not-this-one'}))).to.deep.equal({code: 'unauthorized', retryable: false});
    });

    it('is given up when it holds its headers back, and the fallback answers', async () => {
      const models = fakeDirectory(provider(), {serves: Object.keys(MODELS)});
      const seen = await lastValueFrom(writeText(models, {...requestOf('slow'), fallbacks: ['plain']}, {firstTokenMs: 2_000}).pipe(toArray()));
      expect(seen.find(({type}) => type === 'reset')).to.deep.equal({type: 'reset', code: 'timeout', reason: 'It did not begin to answer in time.', next: 'plain'});
      expect(seen.map((writing) => (writing.type === 'text' ? writing.text : '')).join('')).to.equal(ANSWER);
      expect(seen.at(-1)).to.include({type: 'written', by: 'plain'});
    });
  });
}
