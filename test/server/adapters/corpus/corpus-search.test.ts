import {join} from 'node:path';
import {expect} from 'chai';
import {lastValueFrom, toArray} from 'rxjs';
import {corpusSearch} from '../../../../server/adapters/corpus/corpus-search.ts';
import type {Corpus} from '../../../../server/adapters/corpus/corpus.ts';
import {searchProviderContract} from '../../../contract/search-provider.ts';
import {testFolder} from '../../../support/corpus-folder.ts';
import {pagesOnly} from '../../../support/pages-only.ts';

const files = {
  'tides.md': '# Tides\n\nThe tides of the sea, and what causes tides.\n',
  'moon.md': '# Moon\n\nIt causes tides.\n',
  'coast.md': '# Coast\n\nA coast has tides twice a day, more or less, and a wide beach in between where children play.\n',
  'guide/howto.md': '# How to\n\nBe here and there.\n',
};

searchProviderContract('corpusSearch', async () => {
  const folder = testFolder(files);
  const corpus = folder.open();
  await corpus.refresh();
  let begun = 0;
  let open = 0;
  let stalls = false;
  let searched: Corpus = corpus;
  const observed: Corpus = {
    ...corpus,
    search: async (query, signal) => {
      begun++;
      open++;
      try {
        return await (stalls ? untilAborted(signal) : searched.search(query, signal));
      } finally {
        open--;
      }
    },
  };
  return {
    provider: corpusSearch(observed),
    good: 'what causes tides?',
    best: '/v1/corpus/',
    empty: 'volcano',
    // An index that can't be opened: there is a file where its folder should be.
    breakDown: () => void (searched = folder.open({dataDir: join(folder.path, 'moon.md')})),
    stall: () => void (stalls = true),
    begun: () => begun,
    open: () => open,
    secrets: [folder.path],
    close: () => folder.close(),
  };
});

const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')), {once: true}));

describe('corpusSearch', () => {
  const folder = testFolder(files);
  const corpus = folder.open();
  before(() => corpus.refresh());
  after(() => folder.close());

  const search = (query: string, language = 'en') => lastValueFrom(corpusSearch(corpus).search({query, count: 10, language}).pipe(pagesOnly(), toArray()));

  it('tells where a hit is, what it says and where it came from', async () => {
    const [page = expect.fail('no hit')] = await search('beach');
    expect(page.url).to.match(/^\/v1\/corpus\/[0-9a-f]{16}#coast$/);
    expect(page).to.include({title: 'Coast', siteName: 'docs/coast.md'});
    expect(page.snippet).to.include('a wide beach in between');
  });

  it('ranks the document that is about it first', async () => {
    expect((await search('What causes tides?'))[0]?.title).to.equal('Tides');
  });

  it('does not look for small words', async () => {
    expect((await search('how does the moon do it?')).map(({title}) => title)).to.deep.equal(['Moon']);
  });

  it('looks for small words when there are no others', async () => {
    expect((await search('here and there')).map(({title}) => title)).to.include('How to');
  });

  it('takes any language', async () => {
    for (const language of ['und', 'en-US', 'de', 'xx', '']) expect((await search('beach', language)).map(({title}) => title), language).to.deep.equal(['Coast']);
  });
});
