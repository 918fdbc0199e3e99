/** test/support - a search provider that finds what a test tells it to. */
import {defer, finalize, from, type Observable, take, throwError} from 'rxjs';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import type {FoundPage, SearchProvider, SearchRequest} from '../../server/search/search-provider.ts';

/** A fake that tells what is asked of it. */
export interface FakeSearchProvider extends SearchProvider {
  /** Calls so far, in order. */
  readonly requests: readonly SearchRequest[];
  /** Calls that have neither ended nor been given up. */
  readonly open: number;
}

/** What a query finds: pages at once, or a stream of them. */
export type Finds = readonly FoundPage[] | Observable<FoundPage>;

/** Finds for each query what `found` has for it, and nothing for others. */
export function fakeSearchProvider(found: Readonly<Record<string, Finds>>, name = 'fake'): FakeSearchProvider {
  const requests: SearchRequest[] = [];
  let open = 0;
  return {
    name,
    requests,
    get open() {
      return open;
    },
    search: (request) =>
      defer(() => {
        requests.push(request);
        open += 1;
        return from(found[request.query] ?? []).pipe(take(request.count), finalize(() => (open -= 1)));
      }),
  };
}

/** A page of this name. */
export const page = (name: string, given: Partial<FoundPage> = {}): FoundPage => ({url: `https://${name}.example/`, title: `About ${name}`, snippet: `What ${name} says.`, ...given});

/** An error such as providers throw. */
export const searchError = (code: UpstreamError['code'] = 'upstream-failed', given: {readonly retryable?: boolean; readonly retryAfterMs?: number} = {}): UpstreamError =>
  new UpstreamError(`Cannot search: ${code}`, {code, reason: `It is ${code}.`, retryable: false, ...given});

/** A call that fails at once. */
export const failing = (...error: Parameters<typeof searchError>): Observable<never> => throwError(() => searchError(...error));
