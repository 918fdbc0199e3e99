import {expect} from 'chai';
import fc from 'fast-check';
import {canonicalUrl, isPageUrl, pageKey} from '../../../server/search/canonical-url.ts';
import {pageId} from '../../../server/search/page-id.ts';

const anyUrl = fc.oneof(
  fc.webUrl({withFragments: true, withQueryParameters: true}),
  fc.string({unit: 'grapheme'}),
  fc.string({unit: 'grapheme'}).map((tail) => `https://user:pass@WWW.Example.com:443/${tail}?utm_source=x&${tail}#${tail}`),
  fc.string({unit: 'grapheme'}).map((tail) => ` /v1/corpus/0123456789abcdef${tail}`),
);

describe('canonicalUrl', () => {
  const cases: readonly (readonly [name: string, url: string, canonical: string])[] = [
    ['lower-cases the host and nothing else', 'HTTPS://Docs.Example.COM/Guide?Page=A', 'https://docs.example.com/Guide?Page=A'],
    ['drops default ports and fragments', 'http://example.com:80/a#part', 'http://example.com/a'],
    ['keeps other ports', 'http://example.com:8080/a', 'http://example.com:8080/a'],
    ['drops credentials', 'https://me:secret@example.com/', 'https://example.com/'],
    ['drops tracking parameters', 'https://example.com/?utm_source=x&id=7&gclid=1&fbclid=2&UTM_Medium=y', 'https://example.com/?id=7'],
    ['drops the question mark of what was only tracking', 'https://example.com/a?utm_source=x', 'https://example.com/a'],
    ['keeps parameters as they are written and in order', 'https://example.com/?q=a%20b+c&b=&a', 'https://example.com/?q=a%20b+c&b=&a'],
    ['keeps a question mark in a parameter', 'https://example.com/??', 'https://example.com/??'],
    ['keeps the heading of a corpus document', '/v1/corpus/0123456789abcdef#usage', '/v1/corpus/0123456789abcdef#usage'],
    ['leaves what is not a web address', ' mailto:someone@example.com ', 'mailto:someone@example.com'],
  ];
  for (const [name, url, canonical] of cases) it(name, () => expect(canonicalUrl(url)).to.equal(canonical));

  it('never throws, and changes nothing the second time', () => {
    fc.assert(fc.property(anyUrl, (url) => void expect(canonicalUrl(canonicalUrl(url))).to.equal(canonicalUrl(url))));
  });
});

describe('pageKey', () => {
  const same: readonly (readonly [name: string, one: string, other: string])[] = [
    ['scheme and www.', 'http://www.example.com/a', 'https://example.com/a'],
    ['trailing slashes', 'https://example.com/a/', 'https://example.com/a'],
    ['the order of parameters', 'https://example.com/?b=2&a=1', 'https://example.com/?a=1&b=2'],
    ['fragments', 'https://example.com/a#x', 'https://example.com/a#y'],
    ['the dot at the end of a host', 'https://example.com./a', 'https://example.com/a'],
    ['the headings of one corpus document', '/v1/corpus/0123456789abcdef#usage', '/v1/corpus/0123456789abcdef'],
  ];
  for (const [name, one, other] of same) {
    it(`does not tell apart ${name}`, () => {
      expect(pageKey(one)).to.equal(pageKey(other));
      expect(pageId(one)).to.equal(pageId(other));
    });
  }

  const different: readonly (readonly [name: string, one: string, other: string])[] = [
    ['paths by their case', 'https://example.com/A', 'https://example.com/a'],
    ['ports', 'https://example.com:8443/', 'https://example.com/'],
    ['subdomains', 'https://docs.example.com/', 'https://example.com/'],
    ['parameters', 'https://example.com/?id=1', 'https://example.com/?id=2'],
    ['a host that is only called www', 'https://www.com/', 'https://com/'],
    ['corpus documents', '/v1/corpus/0123456789abcdef', '/v1/corpus/fedcba9876543210'],
  ];
  for (const [name, one, other] of different) it(`tells apart ${name}`, () => expect(pageKey(one)).to.not.equal(pageKey(other)));

  it('is the same for an address and its canonical form', () => {
    fc.assert(fc.property(anyUrl, (url) => void expect(pageKey(canonicalUrl(url))).to.equal(pageKey(url))));
  });
});

describe('pageId', () => {
  it('is 12 hex digits', () => {
    fc.assert(fc.property(anyUrl, (url) => void expect(pageId(url)).to.match(/^[0-9a-f]{12}$/)));
  });
});

describe('isPageUrl', () => {
  it('takes web addresses and corpus documents', () => {
    for (const url of ['https://example.com', 'http://[::1]/', '/v1/corpus/0123456789abcdef#a']) expect(isPageUrl(url)).to.be.true;
  });

  it('refuses everything else', () => {
    for (const url of ['', 'example', '/v1/sessions', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://example.com/']) {
      expect(isPageUrl(url), url).to.be.false;
    }
  });
});
