import {expect} from 'chai';
import {toPassage} from '../../../server/enrichment/cut-passages.ts';
import {fromSnippet, helps, numberSources, type ReadHit} from '../../../server/enrichment/number-sources.ts';
import {toTerms} from '../../../server/enrichment/score-passages.ts';
import {hitOf} from '../../support/hits.ts';

const terms = toTerms(['tides', 'moon']);
const readHit = (name: string, text: string): ReadHit => ({
  hit: hitOf(`https://${name}.example/`),
  title: name,
  how: 'page',
  passages: [toPassage(text, undefined, 0)],
});

describe('numberSources', () => {
  it('numbers from 1, best first, what is used and what is not', () => {
    const sources = numberSources({
      read: [readHit('a', 'Nothing of it, but quite a long text about something else altogether'), readHit('b', 'tides')],
      further: [readHit('c', 'moon')],
      terms,
      budget: 5,
    });
    expect(sources.map(({n, id, used}) => [n, id, used])).to.deep.equal([
      [1, 'https://a.example/', false],
      [2, 'https://b.example/', true],
      [3, 'https://c.example/', true],
    ]);
  });

  it('leaves further snippets out when there is no room', () => {
    expect(numberSources({read: [readHit('a', 'tides')], further: [readHit('b', 'moon')], terms, budget: 2})).to.have.length(1);
  });

  it('has nothing to number', () => {
    expect(numberSources({read: [], further: [], terms, budget: 100})).to.deep.equal([]);
  });
});

describe('fromSnippet', () => {
  it('makes a snippet stand for its page, if there is one', () => {
    expect(fromSnippet(hitOf('https://a.example/', {snippet: ' '}))).to.be.undefined;
    const standIn = fromSnippet(hitOf('https://a.example/', {snippet: ' Tides, briefly. ', title: 'A'}))!;
    expect(standIn).to.include({title: 'A', how: 'snippet'});
    expect(standIn.passages.map(({text}) => text)).to.deep.equal(['Tides, briefly.']);
  });
});

describe('helps', () => {
  it('asks for half of the terms', () => {
    expect(helps(readHit('a', 'A tide.'), terms)).to.be.true;
    expect(helps(readHit('a', 'A wave.'), terms)).to.be.false;
  });
});
