import {concatMap, delay, from, of} from 'rxjs';
import {modelProviderContract} from '../contract/model-provider.ts';
import {end, fakeModelProvider, text} from './fake-model-provider.ts';

const paced$ = from([text('a '), text('b '), text('c'), end()]).pipe(concatMap((chunk) => of(chunk).pipe(delay(10))));

modelProviderContract('fakeModelProvider', () => Promise.resolve({provider: fakeModelProvider({m: paced$}), model: 'm'}));
