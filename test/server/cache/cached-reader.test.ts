import {setTimeout as delay} from 'node:timers/promises';
import {expect} from 'chai';
import {lastValueFrom, of, type Observable, Subject, throwError} from 'rxjs';
import type {Cache} from '../../../server/cache/cache.ts';
import {cachedReader} from '../../../server/cache/cached-reader.ts';
import type {PageText} from '../../../server/enrichment/page-reader.ts';
import {waitingPageReaderContract} from '../../contract/page-reader.ts';
import {fakePageReader, pageText, unreadable} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';
import {memoryCache} from '../../support/memory-cache.ts';

for (const [name, cacheOf] of Object.entries({'a cache': memoryCache, 'no cache': (): Cache | undefined => undefined})) {
  waitingPageReaderContract(`cachedReader with ${name}`, () => {
    const reader = fakePageReader({'https://good.example/': pageText('Good', 'Some text.'), 'https://stalling.example/': 'stalls'});
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await delay(1);
    };
    const cache = cacheOf();
    return {
      reader: cachedReader(reader, cache),
      good: hitOf('https://good.example/'),
      bad: hitOf('https://missing.example/'),
      foreign: hitOf('/v1/corpus/42'),
      stalling: hitOf('https://stalling.example/'),
      begun: () => reader.begun.length,
      hasBegun: (count) => until(() => reader.begun.length >= count),
      isIdle: () => until(() => reader.open === 0),
      close: () => undefined,
      ...(cache && {remembers: true as const}),
    };
  });
}

describe('cachedReader', () => {
  const url = 'https://a.example/';
  const text: PageText = {...pageText('A', 'Tides.'), author: 'A. Author', published: '2026-03-01', language: 'en'};

  it('says of a kept page that it is one, and all that was known of it', async () => {
    const reader = fakePageReader({[url]: text});
    const cached = cachedReader(reader, memoryCache());
    expect(await lastValueFrom(cached.read(hitOf(url)))).to.deep.equal(text);
    expect(await lastValueFrom(cached.read(hitOf(url)))).to.deep.equal({...text, how: 'cache'});
    expect(reader.begun).to.have.length(1);
  });

  it('knows a page by its address, however it was linked', async () => {
    const reader = fakePageReader({[url]: text});
    const cached = cachedReader(reader, memoryCache());
    await lastValueFrom(cached.read(hitOf(url)));
    await lastValueFrom(cached.read(hitOf(`${url}?utm_source=x#part`)));
    expect(reader.begun).to.have.length(1);
  });

  it('reads once for two at the same time; one may leave', () => {
    const page$ = new Subject<PageText>();
    const reader = fakePageReader({[url]: page$});
    const cached = cachedReader(reader, undefined);
    const heard: PageText[] = [];
    const first = cached.read(hitOf(url)).subscribe();
    cached.read(hitOf(url)).subscribe((page) => heard.push(page));
    first.unsubscribe();
    expect(reader.open).to.equal(1);
    page$.next(text);
    expect(heard).to.deep.equal([text]);
    expect(reader.begun).to.have.length(1);
  });

  it('does not keep errors', async () => {
    const cache = memoryCache();
    const pages: Record<string, Observable<PageText>> = {[url]: throwError(() => unreadable('blocked'))};
    const cached = cachedReader(fakePageReader(pages), cache);
    const failed = await lastValueFrom(cached.read(hitOf(url))).then(() => false, () => true);
    expect(failed).to.be.true;
    expect(cache.size).to.equal(0);
    pages[url] = of(text);
    expect(await lastValueFrom(cached.read(hitOf(url)))).to.deep.equal(text);
  });
});
