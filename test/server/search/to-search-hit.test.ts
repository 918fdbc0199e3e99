import {expect} from 'chai';
import fc from 'fast-check';
import * as v from 'valibot';
import {pageId} from '../../../server/search/page-id.ts';
import {toSearchHit} from '../../../server/search/to-search-hit.ts';
import {SearchHit} from '../../../shared/search-hit.ts';
import {page} from '../../support/fake-search-provider.ts';

describe('toSearchHit', () => {
  it('shows the canonical address under the id of the page', () => {
    const hit = toSearchHit(page('a', {url: 'HTTPS://www.A.example/x/?utm_source=y#z'}), 3);
    expect(hit).to.include({url: 'https://www.a.example/x/', id: pageId('http://a.example/x'), rank: 3});
  });

  it('is one line each, and no longer than it should be', () => {
    const {title, snippet} = toSearchHit(page('a', {title: 'Spring\n\ttides ', snippet: 'tide '.repeat(1_000)}), 1);
    expect(title).to.equal('Spring tides');
    expect(snippet).to.have.lengthOf.at.most(2_000);
    expect(snippet).to.match(/tide…$/);
  });

  it('calls a page without a title by its address', () => {
    expect(toSearchHit(page('a', {title: ' '}), 1).title).to.equal('https://a.example/');
  });

  it('tells age and site only if there is something to tell', () => {
    expect(toSearchHit(page('a', {age: '2 days ago', siteName: ' '}), 1)).to.include({age: '2 days ago'}).and.not.have.property('siteName');
    expect(toSearchHit(page('a'), 1)).to.have.all.keys('id', 'url', 'title', 'snippet', 'rank');
  });

  it('makes a hit that readers know of whatever a provider says', () => {
    const text = fc.string({unit: 'binary', maxLength: 5_000});
    fc.assert(fc.property(text, text, text, (title, snippet, age) => v.is(SearchHit, toSearchHit(page('a', {title, snippet, age}), 1))));
  });
});
