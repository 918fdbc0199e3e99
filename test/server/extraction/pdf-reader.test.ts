import {expect} from 'chai';
import {PdfReader} from '../../../server/extraction/pdf-reader.ts';
import {pdfToText} from '../../../server/extraction/pdf-to-text.ts';
import {UpstreamError} from '../../../server/pipeline/upstream-error.ts';
import {makePdf} from '../../support/make-pdf.ts';

const tides = makePdf({
  title: 'On Tides',
  author: 'A. Mariner',
  pages: [
    ['# Tides', '', 'The sea rises and falls twice a day, and the moon is to', 'blame for most of it. In narrow bays the effect is consid-', 'erable.', '', 'A second paragraph.'],
    ['# Moons', '', 'Some planets have many.'],
  ],
});

describe('PdfReader', () => {
  let reader: PdfReader;
  beforeEach(() => {
    reader = new PdfReader();
  });
  afterEach(() => reader.close());

  it('reads title, author, date, language, and each page in headings and paragraphs', async () => {
    expect(await reader.read('a.pdf', tides)).to.deep.equal({
      title: 'On Tides',
      author: 'A. Mariner',
      published: '2026-03-01',
      language: 'en-GB',
      pages: [
        [
          {kind: 'heading', text: 'Tides'},
          {kind: 'paragraph', text: 'The sea rises and falls twice a day, and the moon is to blame for most of it. In narrow bays the effect is considerable.'},
          {kind: 'paragraph', text: 'A second paragraph.'},
        ],
        [
          {kind: 'heading', text: 'Moons'},
          {kind: 'paragraph', text: 'Some planets have many.'},
        ],
      ],
    });
  });

  it('says what is wrong with a PDF that it can not read', async () => {
    const errorOf = (bytes: Uint8Array) => reader.read('a.pdf', bytes).then(() => undefined, (error: unknown) => error);
    const page = ['Some text.'];
    expect(await errorOf(makePdf({pages: [page], locked: true}))).to.be.instanceOf(UpstreamError).and.include({code: 'unsupported-type', reason: 'The PDF is locked with a password.'});
    expect(await errorOf(Buffer.from('%PDF-1.7 and then nothing of it'))).to.include({code: 'unsupported-type', reason: 'The PDF is damaged.'});
    expect(await errorOf(makePdf({pages: [[], []]}))).to.include({code: 'empty', reason: 'The PDF holds pictures of pages, no text.'});
  });

  it('leaves at once when nobody waits, and goes on with the next', async () => {
    const controller = new AbortController();
    const left = reader.read('a.pdf', makePdf({pages: [['Text.']]}), controller.signal).catch((error: unknown) => error);
    controller.abort(new Error('gone'));
    expect(await left).to.include({message: 'gone'});
    expect((await reader.read('b.pdf', makePdf({pages: [['Next.']]}))).pages).to.deep.equal([[{kind: 'paragraph', text: 'Next.'}]]);
  });
}).timeout(20_000);

describe('pdfToText', () => {
  it('leaves out what repeats on every page, and stops at its limits', async () => {
    const pages = Array.from({length: 6}, (_, i) => ['The Journal of Tides', '', `Page text number ${'abcdef'[i]}.`, '', '', `Page ${i + 1}`]);
    const read = await pdfToText(makePdf({pages}), {maxPages: 5});
    expect(read).to.deep.include({truncated: true, title: ''});
    expect(typeof read === 'string' ? read : read.pages.map((page) => page.map(({text}) => text))).to.deep.equal(Array.from('abcde', (letter) => [`Page text number ${letter}.`]));
  });
}).timeout(20_000);
