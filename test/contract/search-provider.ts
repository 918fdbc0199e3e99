/** test/contract - what every search provider keeps, whatever is behind it. Run by each adapter's tests and by the fake's. */
import {expect} from 'chai';
import {firstValueFrom, lastValueFrom, type Observable, Subject, take, takeUntil, toArray} from 'rxjs';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import {isPageUrl} from '../../server/search/canonical-url.ts';
import type {FoundPage, SearchProvider, SearchRequest} from '../../server/search/search-provider.ts';
import {pagesOnly} from '../support/pages-only.ts';

/** A provider under test. */
export interface SearchProviderFixture {
  readonly provider: SearchProvider;
  /** Finds at least three pages; the first of them is the one at `best`. */
  readonly good: string;
  /** The address of the best page for `good`, or how it begins. */
  readonly best: string;
  /** Finds nothing. */
  readonly empty: string;
  /** Makes the next calls fail. */
  readonly breakDown: () => Promise<void> | void;
  /** Makes the next calls never end by themselves. */
  readonly stall: () => void;
  /** How many calls have reached what is behind the provider. */
  readonly begun: () => number;
  /** What calls hold open now: sockets, or calls where there are none. */
  readonly open: () => number;
  /** What no reader and no log may see: keys. */
  readonly secrets?: readonly string[];
  readonly close?: () => Promise<void> | void;
}

/** Describes the contract over one provider. */
export function searchProviderContract(name: string, make: () => Promise<SearchProviderFixture> | SearchProviderFixture): void {
  describe(`${name} as a SearchProvider`, () => {
    let fixture: SearchProviderFixture;
    beforeEach(async () => {
      fixture = await make();
    });
    afterEach(() => fixture.close?.());

    const search = (query: string, wishes: Partial<SearchRequest> = {}): Observable<FoundPage> =>
      fixture.provider.search({query, count: 10, language: 'en', ...wishes}).pipe(pagesOnly());
    const pagesFor = (query: string, wishes?: Partial<SearchRequest>): Promise<FoundPage[]> => lastValueFrom(search(query, wishes).pipe(toArray()));

    it('has a short name', () => {
      expect(fixture.provider.name).to.match(/^[a-z][a-z-]{1,20}$/);
    });

    it('finds pages, best first, completes, and tells of each what readers need', async () => {
      const pages = await pagesFor(fixture.good);
      expect(pages.length).to.be.at.least(3);
      expect(pages[0]!.url.startsWith(fixture.best), pages[0]!.url).to.be.true;
      for (const {url, title, snippet, age, siteName} of pages) {
        expect(isPageUrl(url), url).to.be.true;
        expect(title.trim()).to.not.equal('');
        expect(snippet.trim()).to.not.equal('');
        expect(`${title} ${snippet}`).to.not.match(/<\/?\w+>|&(?:amp|lt|gt|quot|#\w+);/);
        for (const detail of [age, siteName]) expect(detail).to.not.equal('');
      }
      expect(new Set(pages.map(({url}) => url)).size).to.equal(pages.length);
    });

    it('finds no more than it is asked for', async () => {
      expect(await pagesFor(fixture.good, {count: 2})).to.have.lengthOf(2);
    });

    it('completes without a hit when there is none', async () => {
      expect(await pagesFor(fixture.empty)).to.deep.equal([]);
    });

    it('takes any wish without failing', async () => {
      const wishes = {language: 'xx-Klingon', country: 'zz', freshness: '2025-01-01to2025-02-01', domains: {allow: ['example.com'], deny: ['*']}};
      await pagesFor(fixture.good, wishes);
      await pagesFor('"AND (NEAR* \0 \ud800 *:^', wishes);
      await pagesFor('word '.repeat(400));
    });

    it('is cold: nothing happens before someone subscribes, and each subscription is a call of its own', async () => {
      const pages$ = search(fixture.good);
      await pause();
      expect(fixture.begun()).to.equal(0);
      const [one, other] = await Promise.all([lastValueFrom(pages$.pipe(toArray())), lastValueFrom(pages$.pipe(toArray()))]);
      expect(one).to.deep.equal(other);
    });

    it('says nothing more once it is left', async () => {
      expect(await firstValueFrom(search(fixture.good).pipe(take(1)))).to.have.property('url');
      const heard: FoundPage[] = [];
      const left$ = new Subject<void>();
      search(fixture.good)
        .pipe(takeUntil(left$))
        .subscribe((page) => {
          heard.push(page);
          left$.next();
        });
      await until(() => heard.length > 0);
      await pause(20);
      expect(heard).to.have.lengthOf(1);
    });

    it('lets go of what it holds when it is left waiting', async () => {
      fixture.stall();
      const subscription = search(fixture.good).subscribe();
      await until(() => fixture.begun() > 0);
      expect(fixture.open()).to.equal(1);
      subscription.unsubscribe();
      await until(() => fixture.open() === 0);
    });

    it('fails with an UpstreamError, in words for a reader and without secrets', async () => {
      await fixture.breakDown();
      const error: unknown = await pagesFor(fixture.good).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(UpstreamError);
      if (!(error instanceof UpstreamError)) return;
      expect(error.reason).to.match(/^[A-Z].*\.$/);
      for (const secret of fixture.secrets ?? []) expect(`${error.reason} ${error.message}`).to.not.include(secret);
    });
  });
}

const pause = (ms = 10) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(2);
}
