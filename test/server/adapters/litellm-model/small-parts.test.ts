import {expect} from 'chai';
import {normalizeBaseUrl} from '../../../../server/adapters/litellm-model/base-url.ts';
import {readRetryAfter} from '../../../../server/adapters/litellm-model/retry-after.ts';
import {failureInStream, failureOfConnection, failureOfStatus} from '../../../../server/adapters/litellm-model/upstream-failures.ts';

describe('normalizeBaseUrl', () => {
  const bases: Readonly<Record<string, string>> = {
    'http://127.0.0.1:4000': 'http://127.0.0.1:4000/v1',
    'http://127.0.0.1:4000/': 'http://127.0.0.1:4000/v1',
    'http://host/v1': 'http://host/v1',
    'https://host/v1/': 'https://host/v1',
    'https://host/llm': 'https://host/llm/v1',
    'https://host/api/v1/chat/completions': 'https://host/api/v1',
    'https://host/v1beta/openai/': 'https://host/v1beta/openai',
    'https://host/openai/v1?x=1#y': 'https://host/openai/v1',
  };
  for (const [given, base] of Object.entries(bases)) it(`makes ${base} of ${given}`, () => expect(normalizeBaseUrl(given)).to.equal(base));

  it('refuses what is no URL', () => expect(() => normalizeBaseUrl('nowhere')).to.throw(TypeError));
});

describe('readRetryAfter', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  it('reads seconds, milliseconds and dates', () => {
    expect(readRetryAfter({'retry-after': '7'}, now)).to.equal(7_000);
    expect(readRetryAfter({'retry-after': ' 0.5 '}, now)).to.equal(500);
    expect(readRetryAfter({'retry-after-ms': '120', 'retry-after': '1'}, now)).to.equal(120);
    expect(readRetryAfter({'retry-after': ['3', '4']}, now)).to.equal(3_000);
    expect(readRetryAfter({'retry-after': 'Mon, 23 Nov 2026 10:00:05 GMT'}, now)).to.equal(5_000);
    expect(readRetryAfter({'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT'}, now)).to.equal(0);
  });

  it('knows nothing of anything else', () => {
    for (const value of ['', 'soon', undefined]) expect(readRetryAfter({'retry-after': value}, now)).to.equal(undefined);
  });
});

describe('failures of a model server', () => {
  const kindOf = (status: number, error: object = {}) => {
    const {code, retryable} = failureOfStatus('m', status, {body: JSON.stringify({error})});
    return `${code}${retryable ? ', again' : ''}`;
  };

  it('are told by their status', () => {
    expect([400, 401, 403, 404, 408, 413, 422, 429].map((status) => kindOf(status))).to.deep.equal([
      'bad-request', 'unauthorized', 'unauthorized', 'not-found', 'timeout, again', 'too-large', 'bad-request', 'rate-limited, again',
    ]);
    expect([500, 502, 503, 504, 529, 301].map((status) => kindOf(status))).to.deep.equal([
      'upstream-failed, again', 'upstream-failed, again', 'upstream-failed, again', 'timeout, again', 'upstream-failed, again', 'bad-response',
    ]);
  });

  it('are told by what the body says where that is more', () => {
    expect(kindOf(429, {code: 'insufficient_quota'})).to.equal('quota-exhausted');
    expect(kindOf(400, {type: 'budget_exceeded', code: '400'})).to.equal('quota-exhausted');
    expect(kindOf(400, {code: 'context_length_exceeded'})).to.equal('too-large');
    expect(kindOf(400, {message: 'litellm.ContextWindowExceededError: too long', type: null, code: '400'})).to.equal('too-large');
    expect(kindOf(400, {message: 'litellm.ContentPolicyViolationError: no', code: 400})).to.equal('blocked');
    expect(kindOf(400, {message: 'litellm.BadRequestError: the page speaks of a rate_limit', code: 400})).to.equal('bad-request');
    expect(kindOf(500, {message: 'litellm.Timeout: too slow', code: '500'})).to.equal('timeout, again');
  });

  it('are told by the code in a stream', () => {
    expect(failureInStream('m', {code: '429'}).code).to.equal('rate-limited');
    expect(failureInStream('m', {code: 401}).code).to.equal('unauthorized');
    expect(failureInStream('m', 'broken')).to.include({code: 'upstream-failed', retryable: true});
    expect(failureInStream('m', {})).to.include({code: 'upstream-failed', retryable: true});
  });

  it('keep what the server said to our log, in bounds', () => {
    const failure = failureOfStatus('m', 500, {body: JSON.stringify({error: {message: 'inner '.repeat(1_000)}})});
    expect(failure.reason).not.to.include('inner');
    expect(failure.message).to.include('inner').and.have.lengthOf.below(500);
  });

  it('tell an unreachable server from a broken connection and a broken answer', () => {
    const cause = (code: string) => Object.assign(new Error(code), {code});
    expect(failureOfConnection('m', cause('ECONNREFUSED'), false)).to.include({code: 'connect-failed', retryable: true});
    expect(failureOfConnection('m', cause('UND_ERR_SOCKET'), false)).to.include({code: 'upstream-failed', retryable: true});
    expect(failureOfConnection('m', cause('ECONNRESET'), true)).to.include({code: 'truncated', retryable: true});
    expect(failureOfConnection('m', new DOMException('late', 'TimeoutError'), false)).to.include({code: 'timeout', retryable: true});
  });
});
