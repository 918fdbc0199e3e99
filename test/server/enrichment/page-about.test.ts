import {expect} from 'chai';
import fc from 'fast-check';
import {htmlToBlocks} from '../../../server/enrichment/html-to-blocks.ts';

const aboutOf = (html: string) => {
  const {blocks: _, ...about} = htmlToBlocks(html);
  return about;
};
const linked = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script><p>Text.`;

describe('what a page says of itself', () => {
  it('is read from its meta tags, the best names first', () => {
    expect(
      aboutOf(`<html lang="en_us"><title>Tides | The Journal</title><meta name=author content="By A. Mariner"><meta name="twitter:creator" content="@mariner">
        <meta name="twitter:title" content="Other"><meta property="og:title" content="Tides &amp; moons"><meta property="og:site_name" content="The Journal">
        <meta property="article:published_time" content="2026-02-01T08:00:00+02:00"><p>Text.`),
    ).to.deep.equal({title: 'Tides & moons', author: 'A. Mariner', published: '2026-02-01T06:00:00Z', language: 'en-US', siteName: 'The Journal'});
  });

  it('is read from JSON-LD, in a graph too', () => {
    const article = {
      '@type': ['NewsArticle'],
      headline: 'Tides',
      author: [{'@type': 'Person', name: 'A. Mariner'}, {name: 'Another'}],
      datePublished: '2026-01-05',
      dateModified: '2026-02-06',
      inLanguage: 'de',
      publisher: {name: 'The Journal'},
    };
    const expected = {title: 'Tides', author: 'A. Mariner', published: '2026-02-06', language: 'de', siteName: 'The Journal'};
    expect(aboutOf(linked(article))).to.deep.equal(expected);
    expect(aboutOf(linked({'@context': 'https://schema.org', '@graph': [{'@type': 'WebSite', name: 'Site'}, article]}))).to.deep.equal(expected);
    expect(aboutOf(linked([article]))).to.deep.equal(expected);
  });

  it('is the date of a <time> when nothing else says one, but not of a menu', () => {
    expect(aboutOf('<nav><time datetime=2026-01-01>x</time></nav><p>Text <time datetime="2026-03-01T10:00">1 March</time>')).to.deep.equal({title: '', published: '2026-03-01T10:00:00Z'});
  });

  describe('where the clock is ahead', () => {
    const {TZ} = process.env;
    before(() => (process.env['TZ'] = 'Asia/Tokyo'));
    after(() => {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    });

    for (const text of ['March 5, 2024', '5 March 2024', 'Mar 5, 2024 9:30 AM', 'Tue, 05 Mar 2024 10:00:00 GMT', 'Tue, 05 Mar 2024 10:00:00 +0200', '03/05/2024', '03-05-2024', '2024-03-05']) {
      it(`is the day that "${text}" names`, () => expect(aboutOf(`<meta name=date content="${text}"><p>x`)).to.deep.equal({title: '', published: '2024-03-05'}));
    }
  });

  it('is left out where it can not be true', () => {
    const meta = (name: string, content: string) => aboutOf(`<meta name="${name}" content="${content}"><p>x`);
    for (const date of ['yesterday', '2999-01-01', '1820-01-01', '0000-00-00', '12']) expect(meta('date', date), date).to.deep.equal({title: ''});
    for (const author of ['https://a.example/me', '@handle', '7', 'x'.repeat(200)]) expect(meta('author', author), author).to.deep.equal({title: ''});
    for (const language of ['x', 'English', '"', '-']) expect(aboutOf(`<html lang='${language}'><p>x`), language).to.deep.equal({title: ''});
  });

  it('never throws, whatever the data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        expect(aboutOf(linked({'@type': 'Article', author: data, headline: data, publisher: data, inLanguage: data, datePublished: data, '@graph': data}))).to.have.property('title');
        expect(aboutOf(linked(data))).to.have.property('title');
      }),
    );
    for (const broken of ['{', '[[[', '{"@type":', 'null', '"text"']) expect(aboutOf(`<script type=application/ld+json>${broken}</script><p>x`)).to.deep.equal({title: ''});
  });
});
