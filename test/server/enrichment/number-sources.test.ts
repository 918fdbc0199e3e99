import {expect} from 'chai';
import {toPassage} from '../../../server/enrichment/cut-passages.ts';
import {fromSnippet, helps, lateSource, numberSources as number, type ReadHit, type SourceMaterial} from '../../../server/enrichment/number-sources.ts';
import {scorePassages, toTerms} from '../../../server/enrichment/score-passages.ts';
import {hitOf} from '../../support/hits.ts';

const terms = toTerms(['tides', 'moon']);
const readHit = (name: string, text: string): ReadHit => ({
  hit: hitOf(`https://${name}.example/`),
  title: name,
  how: 'page',
  about: {},
  passages: [toPassage(text, undefined, 0, terms)],
});
const numberSources = ({budget, ...material}: SourceMaterial & {readonly budget: number}) => number(material, scorePassages([...material.read, ...material.further], terms), budget);

describe('numberSources', () => {
  it('numbers from 1, best first, what is used and what is not', () => {
    const sources = numberSources({
      read: [readHit('a', 'Nothing of it, but quite a long text about something else altogether'), readHit('b', 'tides')],
      further: [readHit('c', 'moon')],
      budget: 5,
    });
    expect(sources.map(({n, id, used}) => [n, id, used])).to.deep.equal([
      [1, 'https://a.example/', false],
      [2, 'https://b.example/', true],
      [3, 'https://c.example/', true],
    ]);
  });

  it('tells how much of each there is and how much is used, and what else is known of it', () => {
    const long: ReadHit = {...readHit('a', 'tides'), about: {age: '2026-01-01', language: 'en'}, passages: ['the tides of the sea', 'nothing to the point'].map((text, at) => toPassage(text, undefined, at, terms))};
    expect(numberSources({read: [long], further: [], budget: 100})[0]).to.include({words: 9, usedWords: 5, age: '2026-01-01', language: 'en'});
  });

  it('leaves further snippets out when there is no room', () => {
    expect(numberSources({read: [readHit('a', 'tides')], further: [readHit('b', 'moon')], budget: 2})).to.have.length(1);
  });

  it('has nothing to number', () => {
    expect(numberSources({read: [], further: [], budget: 100})).to.deep.equal([]);
  });
});

describe('lateSource', () => {
  it('is a source that is not used', () => {
    expect(lateSource(readHit('a', 'tides and more'), 4)).to.include({n: 4, id: 'https://a.example/', how: 'page', used: false, late: true, words: 3, usedWords: 0});
  });
});

describe('fromSnippet', () => {
  it('makes a snippet stand for its page, if there is one', () => {
    expect(fromSnippet(hitOf('https://a.example/', {snippet: ' '}), terms, {})).to.be.undefined;
    const standIn = fromSnippet(hitOf('https://a.example/', {snippet: ' Tides, briefly. ', title: 'A'}), terms, {age: '3 days ago'})!;
    expect(standIn).to.deep.include({title: 'A', how: 'snippet', about: {age: '3 days ago'}});
    expect(standIn.passages.map(({text}) => text)).to.deep.equal(['Tides, briefly.']);
  });

  it('takes the page’s own text where the search had some of it', () => {
    const passages = ['Tides rise.', ' ', 'The Moon pulls.'];
    expect(fromSnippet(hitOf('https://a.example/', {snippet: 'Tides …', passages}), terms, {})?.passages.map(({text}) => text)).to.deep.equal(['Tides rise.', 'The Moon pulls.']);
    expect(fromSnippet(hitOf('https://a.example/', {passages: []}), terms, {})).to.be.undefined;
  });
});

describe('helps', () => {
  it('asks for half of the terms', () => {
    expect(helps(readHit('a', 'A tide.'), terms)).to.be.true;
    expect(helps(readHit('a', 'A wave.'), terms)).to.be.false;
  });
});
