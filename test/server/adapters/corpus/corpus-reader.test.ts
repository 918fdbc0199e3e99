import {expect} from 'chai';
import {firstValueFrom} from 'rxjs';
import {corpusReader} from '../../../../server/adapters/corpus/corpus-reader.ts';
import {corpusUrl} from '../../../../server/search/corpus-document.ts';
import {pageReaderContract} from '../../../contract/page-reader.ts';
import {testFolder} from '../../../support/corpus-folder.ts';
import {hitOf} from '../../../support/hits.ts';

const files = {
  'tides.md': '# Tides [![build](https://ci.example/badge.svg)](https://ci.example)\n\nThe **sea** rises.\n\n- and falls\n- twice a day\n\n```js\nconst tide = high;\n  tide();\n```\n',
  'page.html':
    '<html><head><title>Site | Moon</title><style>p{color:red}</style></head><body><nav>Home About</nav><main><h1>Moon &amp; sun</h1><p>It shines.</p><script>alert(1)</script><pre>a\n b</pre></main></body></html>',
  'note.txt': 'First line\nof a note.\n\nSecond part.\n',
  'empty.md': '\n',
};

async function setUp() {
  const folder = testFolder(files);
  const corpus = folder.open();
  await corpus.refresh();
  const urlOf = async (...terms: string[]) => {
    const [hit] = await corpus.search({text: terms.join(' '), count: 1});
    return corpusUrl(hit?.docId ?? 'none', hit?.slug);
  };
  return {folder, corpus, urlOf};
}

pageReaderContract('corpusReader', async () => {
  const {folder, corpus, urlOf} = await setUp();
  return {
    reader: corpusReader(corpus),
    good: hitOf(await urlOf('sea')),
    bad: hitOf('/v1/corpus/0123456789abcdef#gone'),
    foreign: hitOf('https://a.example/v1/corpus/0123456789abcdef'),
    close: () => folder.close(),
  };
});

describe('corpusReader', () => {
  let kept: Awaited<ReturnType<typeof setUp>>;
  before(async () => (kept = await setUp()));
  after(() => kept.folder.close());

  const read = async (...terms: string[]) => firstValueFrom(corpusReader(kept.corpus).read(hitOf(await kept.urlOf(...terms))));

  it('reads Markdown: headings, paragraphs, list items and code', async () => {
    expect(await read('sea')).to.deep.equal({
      title: 'Tides',
      blocks: [
        {kind: 'heading', text: 'Tides'},
        {kind: 'paragraph', text: 'The sea rises.'},
        {kind: 'paragraph', text: 'and falls'},
        {kind: 'paragraph', text: 'twice a day'},
        {kind: 'code', text: 'const tide = high;\n  tide();'},
      ],
      bytes: Buffer.byteLength(files['tides.md']),
      how: 'corpus',
    });
  });

  it('reads HTML without what is not its text', async () => {
    const {title, blocks} = await read('shines');
    expect(title).to.equal('Moon & sun');
    expect(blocks).to.deep.equal([
      {kind: 'heading', text: 'Moon & sun'},
      {kind: 'paragraph', text: 'It shines.'},
      {kind: 'code', text: 'a\n b'},
    ]);
  });

  it('reads plain text, a paragraph a block', async () => {
    expect((await read('note')).blocks).to.deep.equal([
      {kind: 'paragraph', text: 'First line of a note.'},
      {kind: 'paragraph', text: 'Second part.'},
    ]);
  });

  it('says that there is nothing to read in an empty document', async () => {
    const error: unknown = await read('empty').catch((thrown: unknown) => thrown);
    expect(error).to.include({name: 'UpstreamError', code: 'empty'});
  });
});
