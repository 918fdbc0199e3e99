import {expect} from 'chai';
import fc from 'fast-check';
import {CorpusIndex} from '../../../../server/adapters/corpus/corpus-index.ts';
import {findTerms} from '../../../../server/adapters/corpus/find-terms.ts';
import {matchExpression, quoted} from '../../../../server/adapters/corpus/match-expression.ts';
import {refreshIndex} from '../../../../server/adapters/corpus/refresh-index.ts';
import {searchIndex} from '../../../../server/adapters/corpus/search-index.ts';
import {snippet} from '../../../../server/adapters/corpus/snippet.ts';
import {testFolder, type TestFolder} from '../../../support/corpus-folder.ts';

describe('searchIndex', () => {
  let folder: TestFolder;
  let index: CorpusIndex;
  before(async () => {
    folder = testFolder();
    for (let i = 0; i < 30; i++) folder.write(`${i}.md`, `# Number ${i}\n\nAND OR NOT NEAR moon ${'tide '.repeat(i)}\n`);
    index = CorpusIndex.open(`${folder.dataDir}/corpus.sqlite`);
    await refreshIndex(index, [{path: folder.path, include: 'all', label: 'docs'}], {signal: new AbortController().signal, log: () => undefined});
  });
  after(async () => {
    index.close();
    await folder.close();
  });

  it('finds as many as it is asked for, the best first', () => {
    const hits = searchIndex(index, {terms: ['tide', 'number'], count: 5});
    expect(hits).to.have.lengthOf(5);
    expect(hits[0]?.snippet).to.include('tide tide');
  });

  it('never fails, whatever the terms', () => {
    const term = fc.oneof(fc.string({unit: 'binary'}), fc.string({unit: 'grapheme'}), fc.constantFrom('AND', 'NEAR(', '"', '*', 'title:moon', '-', '^moon', '{title}', "';--", 'moon'));
    fc.assert(
      fc.property(fc.array(term, {maxLength: 30}), (terms) => {
        expect(searchIndex(index, {terms, count: 3}).length).to.be.at.most(3);
      }),
    );
  });
});

describe('quoted', () => {
  it('leaves nothing for FTS5 to take for an operator', () => {
    expect(quoted('tide')).to.equal('"tide"');
    expect(quoted('a"b\0c')).to.equal('"a b c"');
    expect(quoted('" OR *')).to.equal('"  OR *"');
    expect(quoted('***')).to.equal(undefined);
    expect(quoted('')).to.equal(undefined);
  });
});

describe('matchExpression', () => {
  it('asks for any of the terms while they are few', () => {
    expect(matchExpression([{term: 'moon', sections: 20}, {term: 'tide', sections: 3}, {term: 'nowhere', sections: 0}])).to.equal('"tide" OR "moon"');
  });

  it('asks for the rarer ones, and counts the common ones in what these find', () => {
    const terms = [{term: 'option', sections: 5_000}, {term: 'undici', sections: 90}, {term: 'timeout', sections: 700}];
    expect(matchExpression(terms)).to.equal('("undici" OR "timeout") AND ("undici" OR "timeout" OR "option")');
    expect(matchExpression([{term: 'option', sections: 5_000}])).to.equal('"option"');
  });

  it('asks for nothing when no term stands anywhere', () => {
    expect(matchExpression([{term: 'nowhere', sections: 0}])).to.equal(undefined);
    expect(matchExpression([])).to.equal(undefined);
  });
});

describe('findTerms', () => {
  const words = (terms: readonly string[], text: string) => findTerms(terms)(text).map(({term, index}) => `${terms[term] ?? '?'}@${index}`);

  it('finds terms at the start of words, whatever their case, accents and endings', () => {
    expect(words(['tides', 'café'], 'Tide, TIDES, ebbtide; cafés CAFE')).to.deep.equal(['tides@0', 'tides@6', 'café@22', 'café@28']);
    expect(words(['retries'], 'retry retried')).to.deep.equal(['retries@0', 'retries@6']);
  });

  it('finds words anywhere in scripts without spaces', () => {
    expect(words(['引力'], '月亮的引力')).to.deep.equal(['引力@3']);
  });

  it('takes the longest of terms that begin alike', () => {
    expect(words(['test', 'testscheduler'], 'TestScheduler test')).to.deep.equal(['testscheduler@0', 'test@14']);
  });

  it('takes terms for what they are, not for patterns', () => {
    expect(words(['c++', 'a.b'], 'c++ axb a.b')).to.deep.equal(['c++@0', 'a.b@8']);
    expect(words(['', '*'], 'a * b')).to.deep.equal([]);
  });

  it('finds places in the text, whatever the text and terms', () => {
    const text = fc.string({unit: 'grapheme'});
    fc.assert(
      fc.property(fc.array(text), text, (terms, body) => {
        for (const {term, index} of findTerms(terms)(body)) {
          expect(term).to.be.within(0, terms.length - 1);
          expect(index).to.be.within(0, body.length - 1);
        }
      }),
    );
  });
});

describe('snippet', () => {
  const of = (body: string, ...terms: string[]) => snippet(body, findTerms(terms)(body));
  const filler = 'Nothing of interest stands in this sentence. '.repeat(20);

  it('shows a short text whole', () => {
    expect(of('One line.\nAnother line.', 'another')).to.equal('One line. Another line.');
  });

  it('begins with the sentence that matches, and says that there is more', () => {
    const text = of(`${filler}The moon pulls the water. ${filler}`, 'moon');
    expect(text).to.match(/^… The moon pulls the water\. Nothing .* …$/);
    expect(text.length).to.be.at.most(330);
  });

  it('shows the place with the most of the terms, not the first', () => {
    expect(of(`The moon. ${filler}The sun and the moon. ${filler}`, 'moon', 'sun')).to.include('The sun and the moon.');
  });

  it('begins with a word where no sentence begins near', () => {
    expect(of(`${'word '.repeat(100)}moon ${'word '.repeat(100)}`, 'moon')).to.match(/^… (?:word )+moon(?: word)+ …$/);
  });

  it('shows the beginning where nothing matches', () => {
    expect(of(filler, 'moon')).to.match(/^Nothing .* …$/);
    expect(of('', 'moon')).to.equal('');
  });

  it('is one well-formed line, whatever the text', () => {
    const text = fc.string({unit: 'grapheme', minLength: 0, maxLength: 2_000});
    fc.assert(
      fc.property(text, fc.string({unit: 'grapheme', minLength: 1, maxLength: 2}), (body, term) => {
        const shown = of(body, term);
        expect(shown).to.not.match(/[\n\t]/);
        expect(shown.isWellFormed()).to.be.true;
        expect(shown.length).to.be.at.most(330);
      }),
    );
  });
});
