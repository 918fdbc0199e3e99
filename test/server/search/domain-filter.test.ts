import {expect} from 'chai';
import {domainFilter} from '../../../server/search/domain-filter.ts';

describe('domainFilter', () => {
  const web = 'https://docs.example.com/a';
  const corpus = '/v1/corpus/0123456789abcdef#usage';

  it('lets all pass when nothing is wished', () => {
    for (const filter of [domainFilter(), domainFilter({}), domainFilter({allow: [], deny: []})]) {
      expect(filter(web)).to.be.true;
      expect(filter(corpus)).to.be.true;
    }
  });

  it('includes subdomains, and not hosts that end alike', () => {
    const filter = domainFilter({allow: ['example.com']});
    expect(filter('https://example.com/')).to.be.true;
    expect(filter(web)).to.be.true;
    expect(filter('https://notexample.com/')).to.be.false;
    expect(filter('https://example.com.evil.test/')).to.be.false;
  });

  it('lets deny win over allow', () => {
    const filter = domainFilter({allow: ['example.com'], deny: ['docs.example.com']});
    expect(filter('https://example.com/')).to.be.true;
    expect(filter(web)).to.be.false;
  });

  it('reads hosts as people write them', () => {
    for (const spelling of ['EXAMPLE.com', ' example.com ', '*.example.com', '.example.com', 'https://example.com/path', 'example.com.']) {
      expect(domainFilter({allow: [spelling]})(web), spelling).to.be.true;
    }
    expect(domainFilter({allow: ['müller.example']})('https://xn--mller-kva.example/')).to.be.true;
  });

  it('lets nothing pass when no allowed name is a host', () => {
    expect(domainFilter({allow: ['', 'not a host']})(web)).to.be.false;
  });

  it('takes the corpus for a host of that name', () => {
    expect(domainFilter({allow: ['example.com']})(corpus)).to.be.false;
    expect(domainFilter({allow: ['example.com', 'corpus']})(corpus)).to.be.true;
    expect(domainFilter({deny: ['corpus']})(corpus)).to.be.false;
    expect(domainFilter({deny: ['example.com']})(corpus)).to.be.true;
  });
});
