import {expect} from 'chai';
import fc from 'fast-check';
import {bestPlace} from '../../../../server/adapters/corpus/best-place.ts';
import {CorpusIndex} from '../../../../server/adapters/corpus/corpus-index.ts';
import {findTerms} from '../../../../server/adapters/corpus/find-terms.ts';
import {planMatch, quoted} from '../../../../server/adapters/corpus/match-expression.ts';
import {queryTerms} from '../../../../server/adapters/corpus/query-terms.ts';
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
    const hits = searchIndex(index, {text: 'tide number', count: 5});
    expect(hits).to.have.lengthOf(5);
    expect(hits[0]?.snippet).to.include('tide tide');
  });

  it('looks anew at a document that has changed since it was looked for by the same words', async () => {
    const own = testFolder();
    const searched = CorpusIndex.open(`${own.dataDir}/corpus.sqlite`);
    const written = CorpusIndex.open(`${own.dataDir}/corpus.sqlite`);
    const bring = (to: CorpusIndex, text: string) => {
      own.write('tides.md', `# Tides\n\n${text}\n`);
      return refreshIndex(to, [{path: own.path, include: 'all', label: 'docs'}], {signal: new AbortController().signal, log: () => undefined});
    };
    const told = () => [searchIndex(searched, {text: 'tides', count: 1}), searchIndex(searched, {text: 'the tides', count: 1})].map(([hit]) => hit?.snippet);
    try {
      await bring(searched, 'Tides rise.');
      expect(told()).to.deep.equal(['Tides rise.', 'Tides rise.']);
      await bring(searched, 'Tides fall again.');
      expect(told()).to.deep.equal(['Tides fall again.', 'Tides fall again.']);
      await bring(written, 'Tides stand still for once.');
      expect(told()).to.deep.equal(['Tides stand still for once.', 'Tides stand still for once.']);
    } finally {
      searched.close();
      written.close();
      await own.close();
    }
  });

  it('never fails, whatever is asked in whatever language', () => {
    const word = fc.oneof(fc.string({unit: 'binary'}), fc.string({unit: 'grapheme'}), fc.constantFrom('AND', 'NEAR(', '"', '*', 'heading:moon', '-', '^moon', '{heading}', "';--", 'moon', 'moon tide', '潮汐', 'ดวงจันทร์', 'a.b', '\0'));
    fc.assert(
      fc.property(fc.array(word, {maxLength: 30}), fc.constantFrom(' ', '', '.', '-'), fc.oneof(fc.constantFrom('en', 'ja', 'und', ''), fc.string()), (words, gap, language) => {
        expect(searchIndex(index, {text: words.join(gap), language, count: 3}).length).to.be.at.most(3);
      }),
    );
  });

  it('still finds something by words that stand everywhere', () => {
    expect(planMatch({words: ['and', 'or'], pairs: []}, () => 6_000, 5_000)?.ranked).to.equal(false);
    expect(searchIndex(index, {text: 'moon number', count: 3, language: 'en'})).to.have.lengthOf(3);
  });
});

describe('the ranking', () => {
  let folder: TestFolder;
  let index: CorpusIndex;
  const search = (text: string, language = 'en') => searchIndex(index, {text, language, count: 10});
  before(async () => {
    const filler = 'Other things stand here, which are of no matter. '.repeat(30);
    folder = testFolder({
      'guide.md': `# Streams\n\n${filler}\n\n## Reading\n\n${filler} How to set a socket timeout is told here. ${filler}\n\n## Writing\n\nA timeout. ${filler} A socket.\n`,
      'scattered.md': `# Notes\n\nA socket. ${filler}\n\n## More\n\nAnd a timeout. ${filler}\n`,
      'CHANGELOG.md': `# Changelog\n\n${'- socket timeout fixed, socket timeout added\n'.repeat(20)}`,
      'names.md': '# Names\n\nCall `createReadStream` for that.\n',
      'tokyo.md': '# 東京\n\n東京大学は日本の国立大学である。人工知能の研究が盛んだ。\n',
      'beijing.md': '# 中文\n\n月亮的引力引起潮汐，每天两次涨潮。人工智能正在改变世界。\n',
      'thai.md': '# ไทย\n\nดวงจันทร์ทำให้เกิดน้ำขึ้นน้ำลง\n',
      'khmer.md': '# ខ្មែរ\n\nព្រះច័ន្ទធ្វើឱ្យមានជំនោរ\n',
      'korean.md': '# 조석\n\n달의 인력이 조석을 일으킨다.\n',
    });
    index = CorpusIndex.open(`${folder.dataDir}/corpus.sqlite`);
    await refreshIndex(index, [{path: folder.path, include: 'all', label: 'docs'}], {signal: new AbortController().signal, log: () => undefined});
  });
  after(async () => {
    index.close();
    await folder.close();
  });

  it('puts the document first in which the words come together, and points to the heading they stand under', () => {
    const [first, ...others] = search('How do I set a socket timeout?');
    expect(first).to.include({path: 'docs/guide.md', slug: 'reading'});
    expect(first?.snippet).to.include('socket timeout is told here');
    expect(others.map(({path}) => path)).to.include('docs/scattered.md');
  });

  it('puts what only tells of changes after what explains, unless changes are asked for', () => {
    expect(search('socket timeout').map(({path}) => path).indexOf('docs/CHANGELOG.md')).to.be.greaterThan(0);
    expect(search('which version changed the socket timeout?')[0]?.path).to.equal('docs/CHANGELOG.md');
  });

  it('tells a document once', () => {
    const paths = search('socket timeout').map(({path}) => path);
    expect(paths).to.deep.equal([...new Set(paths)]);
  });

  it('finds names made of several words by these', () => {
    expect(search('read stream')[0]?.path).to.equal('docs/names.md');
    expect(search('createReadStream')[0]?.path).to.equal('docs/names.md');
  });

  for (const [text, path] of [
    ['東京', 'tokyo.md'],
    ['大学', 'tokyo.md'],
    ['研究', 'tokyo.md'],
    ['人工知能の研究', 'tokyo.md'],
    ['潮汐', 'beijing.md'],
    ['引力', 'beijing.md'],
    ['月亮为什么引起潮汐？', 'beijing.md'],
    ['世界', 'beijing.md'],
    ['ดวงจันทร์', 'thai.md'],
    ['น้ำขึ้น', 'thai.md'],
    ['ជំនោរ', 'khmer.md'],
    ['조석', 'korean.md'],
  ] as const) {
    it(`finds words in any script: ${text}`, () => {
      expect(search(text, 'und')[0]?.path).to.equal(`docs/${path}`);
    });
  }
});

describe('queryTerms', () => {
  it('takes the words that tell something, names whole and in parts, and what stands side by side', () => {
    expect(queryTerms('How do I set a socket timeout in Node.js?', 'en')).to.deep.equal({
      words: ['set', 'socket', 'timeout', 'node.js', 'node', 'js'],
      pairs: [
        {first: 'socket', second: 'timeout'},
        {first: 'node', second: 'js'},
      ],
    });
  });

  it('takes small words where there are no others', () => {
    expect(queryTerms('to be or not to be', 'en').words).to.deep.equal(['to', 'be', 'or', 'not']);
    expect(queryTerms('?!', 'en')).to.deep.equal({words: [], pairs: []});
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

describe('planMatch', () => {
  const plan = (documents: Readonly<Record<string, number>>, pairs: readonly {first: string; second: string}[] = []) =>
    planMatch({words: Object.keys(documents), pairs}, (word) => documents[word.replaceAll('"', '')] ?? 0, 1_000);

  it('asks for any of the words, and for pairs of them', () => {
    expect(plan({moon: 20, tide: 3, nowhere: 0}, [{first: 'moon', second: 'tide'}, {first: 'tide', second: 'nowhere'}])).to.deep.equal({
      ranked: true,
      expressions: ['"moon" OR "tide" OR "moon tide"'],
      documents: new Map([['moon', 20], ['tide', 3]]),
    });
  });

  it('leaves words out that stand everywhere, except beside rarer ones', () => {
    const pairs = [{first: 'option', second: 'timeout'}, {first: 'option', second: 'value'}];
    expect(plan({option: 1_001, timeout: 700, value: 1_001}, pairs)?.expressions).to.deep.equal(['"timeout" OR "option timeout"']);
  });

  it('asks for less and less where all words stand everywhere', () => {
    expect(plan({option: 1_001, value: 1_001, name: 1_001})).to.deep.include({
      ranked: false,
      expressions: ['{heading} : ("option" AND "value" AND "name")', '"option" AND "value" AND "name"', '"option" AND "value"', '"option"'],
    });
  });

  it('asks for nothing when no word stands anywhere', () => {
    expect(plan({nowhere: 0})).to.equal(undefined);
    expect(plan({})).to.equal(undefined);
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
  const of = (body: string, ...terms: string[]) => snippet(body, bestPlace(findTerms(terms)(body)).index);
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
