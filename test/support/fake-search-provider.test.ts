import {NEVER} from 'rxjs';
import {searchProviderContract} from '../contract/search-provider.ts';
import {failing, fakeSearchProvider, type Finds, page} from './fake-search-provider.ts';

searchProviderContract('fakeSearchProvider', () => {
  const found: Record<string, Finds> = {tides: [page('a'), page('b'), page('c')]};
  const provider = fakeSearchProvider(found);
  return {
    provider,
    good: 'tides',
    best: 'https://a.example/',
    empty: 'nothing',
    breakDown: () => void (found['tides'] = failing()),
    stall: () => void (found['tides'] = NEVER),
    begun: () => provider.requests.length,
    open: () => provider.open,
  };
});
