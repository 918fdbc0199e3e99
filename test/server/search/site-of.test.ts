import {expect} from 'chai';
import {siteOf} from '../../../server/search/site-of.ts';

describe('siteOf', () => {
  const sites: Readonly<Record<string, string>> = {
    'https://en.wikipedia.org/wiki/Tide': 'wikipedia.org',
    'https://www.bbc.co.uk/news': 'bbc.co.uk',
    'https://docs.example.com.au/': 'example.com.au',
    'https://www.spiegel.de/': 'spiegel.de',
    'https://t.co/x': 't.co',
    'http://127.0.0.1:8080/a': '',
    'http://[::1]/': '',
    'http://localhost:3000/': '',
    '/v1/corpus/0123456789abcdef': '',
  };
  for (const [url, site] of Object.entries(sites)) it(`takes ${url} for ${site || 'no site'}`, () => expect(siteOf(url)).to.equal(site));
});
