import {concat, concatMap, delay, from, of, throwError} from 'rxjs';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import {failingModelContract} from '../contract/failing-model.ts';
import {modelProviderContract} from '../contract/model-provider.ts';
import {end, fakeModelProvider, text} from './fake-model-provider.ts';

const paced$ = from([text('a '), text('b '), text('c'), end()]).pipe(concatMap((chunk) => of(chunk).pipe(delay(10))));

modelProviderContract('fakeModelProvider', () => Promise.resolve({provider: fakeModelProvider({m: paced$}), model: 'm'}));

const failing$ = concat(of(text('a ')), throwError(() => new UpstreamError('it broke', {code: 'truncated', reason: 'It broke off.', retryable: true})));

failingModelContract('fakeModelProvider', () =>
  Promise.resolve({provider: fakeModelProvider({m: failing$, sound: paced$}), model: 'm', said: 'a ', failure: {code: 'truncated', retryable: true}, sound: 'sound'}),
);
