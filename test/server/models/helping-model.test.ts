import {expect} from 'chai';
import {catchError, EMPTY, endWith, mergeMap, NEVER, throwError} from 'rxjs';
import {askJson} from '../../../server/models/ask-json.ts';
import {helpingModel} from '../../../server/models/helping-model.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import {evidence} from '../../support/evidence.ts';
import {fakeDirectory, fakeModelProvider, saying, type Script} from '../../support/fake-model-provider.ts';
import {marbles} from '../../support/marbles.ts';

const dead = throwError(() => new UpstreamError('Cannot reach it', {code: 'connect-failed', reason: 'It could not be reached.', retryable: true}));
const request = {messages: [], evidence: evidence(), ref: '0123456789ab', deadlineMs: 5};

function helped(script: Script) {
  const provider = fakeModelProvider({judge: script});
  const directory = fakeDirectory(provider, {serves: ['judge'], synthesizer: 'judge'});
  return {provider, directory, helper: helpingModel(directory)};
}
/** Asks, whatever comes of it. */
const ask = (helper: ReturnType<typeof helpingModel>) => {
  const model = helper();
  return model ? askJson(model, request).pipe(catchError(() => EMPTY)) : EMPTY;
};

describe('helpingModel', () => {
  it('is the model that writes syntheses, and nobody when there is none', () => {
    const {helper, provider} = helped(saying('{}'));
    expect(helper()).to.include({id: 'judge', provider});
    expect(helpingModel(fakeDirectory(provider, {serves: ['judge']}))()).to.equal(undefined);
  });

  it('costs its deadline three times when it never answers, then nothing; after a while it is asked once more', marbles(({expectObservable, flush, hot}) => {
    const {helper, provider} = helped(NEVER);
    //                  each call takes 5 ms  refused    10 s later
    const call$ = hot('c---------c---------c---------c 10s   c--------|');
    const expected = ' -----d---------d---------d----d 10005ms d---|';
    expectObservable(call$.pipe(mergeMap(() => ask(helper).pipe(endWith('d'))))).toBe(expected);
    flush();
    expect(provider.requests).to.have.lengthOf(4);
  }));

  it('is left alone when it can not be reached, and its answers are not judged by that', marbles(({expectObservable, flush}) => {
    const {helper, provider, directory} = helped(dead);
    for (let call = 0; call < 20; call++) expectObservable(ask(helper)).toBe('|');
    flush();
    expect(provider.requests).to.have.lengthOf(3);
    expect(directory.breaker('judge').state).to.equal('closed');
  }));

  it('is nobody while the breaker of its answers is open', marbles(({expectObservable, flush}) => {
    const {helper, directory} = helped(saying('{}'));
    for (let call = 0; call < 10; call++) expectObservable(dead.pipe(directory.breaker('judge').guard(), catchError(() => EMPTY))).toBe('|');
    flush();
    expect(helper()).to.equal(undefined);
  }));
});
