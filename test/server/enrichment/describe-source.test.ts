import {expect} from 'chai';
import {aboutPage, aboutSnippet} from '../../../server/enrichment/describe-source.ts';
import {pageText} from '../../support/fake-page-reader.ts';
import {hitOf} from '../../support/hits.ts';

const hit = hitOf('https://a.example/', {age: '3 days ago', siteName: 'Hit site', snippet: 'Die Gezeiten entstehen durch die Anziehung des Mondes und der Sonne.'});
const english = pageText('A', 'The tides of the sea are caused by the gravity of the Moon.');

describe('aboutPage', () => {
  it('goes by what the page says itself', () => {
    const stated = {author: 'A.  Author', published: '2026-03-01', language: 'pt-BR', siteName: 'Page site'};
    expect(aboutPage(hit, {...english, ...stated})).to.deep.equal({age: '2026-03-01', language: 'pt-BR', siteName: 'Page site', author: 'A. Author'});
  });

  it('goes by the search and the text where the page says nothing, or nothing that makes sense', () => {
    expect(aboutPage(hit, english)).to.deep.equal({age: '3 days ago', language: 'en', siteName: 'Hit site'});
    expect(aboutPage(hit, {...english, language: 'English please'})).to.include({language: 'en'});
  });

  it('leaves out what nobody says', () => {
    expect(aboutPage(hitOf('https://a.example/'), pageText('A', 'npm install'))).to.deep.equal({});
  });

  it('keeps no page for the sake of a name', () => {
    expect(aboutPage(hit, {...english, author: 'x'.repeat(10_000)}).author).to.have.length(200);
  });
});

describe('aboutSnippet', () => {
  it('goes by the search', () => {
    expect(aboutSnippet(hit)).to.deep.equal({age: '3 days ago', language: 'de', siteName: 'Hit site'});
  });
});
