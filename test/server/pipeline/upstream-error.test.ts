import {expect} from 'chai';
import {toReaderError, UpstreamError, upstreamErrors} from '../../../server/pipeline/upstream-error.ts';

describe('toReaderError', () => {
  const upstream = new UpstreamError('Cannot search for "tides": the key k3y was refused', {code: 'unauthorized', reason: 'The key was refused.', retryable: false});

  it('tells the reader the code and the reason, never the message', () => {
    expect(toReaderError(upstream)).to.deep.equal({code: 'unauthorized', message: 'The key was refused.'});
  });

  it('tells a timeout as one, and nothing of any other error', () => {
    expect(toReaderError(Object.assign(new Error(), {name: 'TimeoutError'})).code).to.equal('timeout');
    for (const error of [new Error('secret'), 'secret', undefined]) expect(toReaderError(error)).to.deep.equal({code: 'upstream-failed', message: 'It failed unexpectedly.'});
  });

  it('lets the log hear the error itself', () => {
    const heard: unknown[] = [];
    const hear = (error: unknown) => heard.push(error);
    upstreamErrors.subscribe(hear);
    toReaderError(upstream);
    upstreamErrors.unsubscribe(hear);
    expect(heard).to.deep.equal([upstream]);
  });
});
