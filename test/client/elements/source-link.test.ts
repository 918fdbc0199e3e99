import {expect} from '@open-wc/testing';
import {citationLabel, sourceHost, sourceHref} from '../../../client/elements/source-link.ts';
import {englishWords} from '../../../client/words/words.ts';

describe('sourceHref', () => {
  const server = 'https://answers.example/deep/';

  it('passes web addresses', () => {
    expect(sourceHref('https://site.example/a b', server)).to.equal('https://site.example/a%20b');
    expect(sourceHref('http://site.example', server)).to.equal('http://site.example/');
  });

  it('takes a path for one of the server', () => {
    expect(sourceHref('/v1/corpus/abc#part', server)).to.equal('https://answers.example/deep/v1/corpus/abc#part');
  });

  for (const url of ['javascript:alert(1)', ' java\nscript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'vbscript:x', 'blob:https://x/y', 'file:///etc/passwd', '//evil.example/x', '/\\evil.example', 'relative', '']) {
    it(`makes no foreign link of ${JSON.stringify(url)}`, () => {
      const href = sourceHref(url, server);
      expect(href === undefined || href.startsWith('https://answers.example/')).to.be.true;
    });
  }

  it('links to no path of a server that is none', () => {
    expect(sourceHref('/v1/corpus/abc', 'javascript:alert(1)//')).to.be.undefined;
  });
});

describe('sourceHost and citationLabel', () => {
  it('say where a source is from', () => {
    expect(sourceHost('https://www.site.example/deep')).to.equal('site.example');
    expect(sourceHost('/v1/corpus/abc')).to.equal('');
    expect(citationLabel({n: 3, title: 'Tide', url: 'https://www.site.example/deep'}, englishWords)).to.equal('Source 3: Tide, site.example');
    expect(citationLabel({n: 3, title: 'Tide', url: '/v1/corpus/abc'}, englishWords)).to.equal('Source 3: Tide');
  });
});
