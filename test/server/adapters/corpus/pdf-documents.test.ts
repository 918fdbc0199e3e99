import {expect} from 'chai';
import {documentPage} from '../../../../server/http/document-page.ts';
import {testFolder, type TestFolder} from '../../../support/corpus-folder.ts';
import {makePdf} from '../../../support/make-pdf.ts';

describe('PDF files of a corpus', () => {
  let folder: TestFolder;
  beforeEach(() => (folder = testFolder({'bread.md': '# Bread\n\nFlour.\n'})));
  afterEach(() => folder.close());

  it('are found, each hit with its page', async () => {
    folder.write('tides.pdf', makePdf({title: 'On Tides', pages: [['# Introduction', '', 'The sea rises and falls.'], ['Some planets have many moons.']]}));
    const corpus = folder.open();
    expect(await corpus.refresh()).to.include({documents: 2, added: 2});
    const [hit = expect.fail('no hit')] = await corpus.search({text: 'planets with moons', language: 'en', count: 5});
    expect(hit).to.include({title: 'On Tides', path: 'docs/tides.pdf', slug: 'page-2', snippet: 'Some planets have many moons.'});
    expect((await corpus.search({text: 'sea', count: 5}))[0]).to.include({slug: 'introduction'});
    const document = await corpus.document(hit.docId);
    expect(documentPage(document!)).to.contain('<h2 id="page-2">Page 2</h2>').and.to.contain('id="introduction"');
    expect((await corpus.read(hit.docId))?.blocks.map(({text}) => text)).to.include('Some planets have many moons.');
  });

  it('that can not be read are told, and the others are indexed', async () => {
    folder.write('locked.pdf', makePdf({pages: [['Secret.']], locked: true}));
    folder.write('broken.pdf', '%PDF-1.7 and then nothing of it');
    const lines: string[] = [];
    const corpus = folder.open({log: (line) => lines.push(line)});
    expect(await corpus.refresh()).to.include({documents: 1});
    expect(lines.join('\n')).to.match(/cannot read \S+locked\.pdf: .*encrypted/).and.to.match(/cannot read \S+broken\.pdf: .*broken/);
  });
}).timeout(20_000);
