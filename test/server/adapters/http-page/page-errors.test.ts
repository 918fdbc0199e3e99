import {expect} from 'chai';
import {statusError, transportError} from '../../../../server/adapters/http-page/page-errors.ts';
import {UpstreamError} from '../../../../server/pipeline/upstream-error.ts';

const coded = (code: string, cause?: unknown) => Object.assign(new Error(`${code} happened`, {cause}), {code});

describe('transportError', () => {
  const meanings: readonly (readonly [code: string, expected: UpstreamError['code'], retryable: boolean])[] = [
    ['ECONNREFUSED', 'connect-failed', true],
    ['EHOSTUNREACH', 'connect-failed', true],
    ['ENETUNREACH', 'connect-failed', true],
    ['ENOTFOUND', 'connect-failed', false],
    ['EAI_AGAIN', 'connect-failed', true],
    ['ETIMEDOUT', 'timeout', true],
    ['CERT_HAS_EXPIRED', 'connect-failed', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'connect-failed', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'connect-failed', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', true],
    ['UND_ERR_HEADERS_OVERFLOW', 'bad-response', false],
    ['Z_DATA_ERROR', 'bad-response', false],
    ['Z_BUF_ERROR', 'truncated', true],
    ['ESOMETHING', 'upstream-failed', false],
  ];
  for (const [code, expected, retryable] of meanings) {
    it(`takes ${code} for ${expected}`, () => {
      expect(transportError('https://a.example/', coded(code), false)).to.include({code: expected, retryable});
    });
  }

  it('finds the code of the cause', () => {
    expect(transportError('https://a.example/', new TypeError('failed', {cause: coded('ECONNREFUSED')}), false)).to.include({code: 'connect-failed'});
  });

  it('tells an answer that broke off from one that never came', () => {
    expect(transportError('https://a.example/', coded('ECONNRESET'), true)).to.include({code: 'truncated'});
    expect(transportError('https://a.example/', coded('ECONNRESET'), false)).to.include({code: 'connect-failed'});
  });

  it('leaves an error of ours as it is', () => {
    const error = new UpstreamError('x', {code: 'too-large', reason: 'X.', retryable: false});
    expect(transportError('https://a.example/', error, true)).to.equal(error);
  });

  it('keeps what happened for the log, and away from the reader', () => {
    const error = transportError('https://a.example/', coded('ESOMETHING'), false);
    expect(error.message).to.equal('Cannot read "https://a.example/": Error: ESOMETHING happened');
    expect(error.reason).to.equal('The page could not be read.');
    expect(transportError('https://a.example/', 'thrown text', false).message).to.include('thrown text');
  });
});

describe('statusError', () => {
  it('tells how long the site wants to be left alone', () => {
    expect(statusError('https://a.example/', 503, {'retry-after': '2'})).to.include({retryAfterMs: 2_000, retryable: true});
    expect(statusError('https://a.example/', 503, {'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT'}).retryAfterMs).to.be.undefined;
  });

  it('sees a test for humans, whatever the status', () => {
    for (const headers of [{'cf-mitigated': 'challenge'}, {'x-amzn-waf-action': 'captcha'}]) {
      expect(statusError('https://a.example/', 405, headers)).to.include({code: 'blocked', reason: 'The site wants proof of a human reader.'});
    }
  });
});
