import {expect} from 'chai';
import {PageExtractor} from '../../../server/extraction/page-extractor.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import {hostilePages} from '../../support/hostile-pages.ts';

describe('PageExtractor and hostile pages', () => {
  const extractor = new PageExtractor({killMs: 15_000});
  after(() => extractor.close());

  const read = (html: string) => extractor.read({url: 'https://a.example/', bytes: new TextEncoder().encode(html), contentType: 'text/html', type: 'html'});

  // A twentieth of their size; `npm run perf:extract` reads them as large as they are meant to be, by the clock.
  for (const {name, html, hasText} of hostilePages(0.05)) {
    it(`${hasText ? 'finds the text' : 'says that there is none'}: ${name}`, async () => {
      const result: unknown = await read(html).catch((error: unknown) => error);
      if (hasText) expect(result).to.have.property('blocks').that.satisfies((blocks: readonly {text: string}[]) => blocks.some(({text}) => text.includes('the needle')));
      else expect(result).to.be.instanceOf(UpstreamError).with.property('code', 'empty');
    });
  }

  it('has more than thirty of them', () => {
    expect(hostilePages(0.001)).to.have.length.greaterThan(30);
  });
}).timeout(20_000);
