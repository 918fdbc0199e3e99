import {expect} from 'chai';
import {refuseByHeader, sniffType} from '../../../../server/adapters/http-page/sniff-type.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('sniffType', () => {
  const readable: readonly (readonly [what: string, contentType: string, text: string, type: string])[] = [
    ['HTML', 'text/html; charset=utf-8', '<p>text', 'html'],
    ['XHTML', 'application/xhtml+xml', '<?xml version="1.0"?><html>', 'html'],
    ['HTML without a label', '', ' \n<!DOCTYPE html>', 'html'],
    ['HTML after a comment', '', '<!-- x --><p>', 'html'],
    ['HTML that says it is plain text', 'text/plain', '\xef\xbb\xbf<html><body>', 'html'],
    ['HTML that says it is bytes', 'application/octet-stream', '<!doctype html>', 'html'],
    ['HTML in UTF-16', 'text/html', '\xff\xfe<\0h\0t\0m\0l\0>\0', 'html'],
    ['HTML that says it is XML', 'text/xml', '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html lang="en">', 'html'],
    ['anything that says it is HTML', 'text/html', '{"a": 1}', 'html'],
    ['plain text', 'text/plain', 'text', 'text'],
    ['JSON that says it is plain text', 'text/plain', '{"a": 1}', 'text'],
    ['text without a label', '', 'text', 'text'],
    ['Markdown', 'text/markdown; charset=utf-8', '# Title', 'markdown'],
    ['nothing', 'text/html', '', 'html'],
    ...['MZ is the signature of programs', 'ID3 tags explained', 'RIFF is a container', 'GIF89a explained', 'BZh begins an archive', 'OggS pages', 'Rar! Said the raven', 'MZ\xe2\x80\x94the letters'].map(
      (text): [string, string, string, string] => ['text that begins like a file', 'text/plain', text, 'text'],
    ),
  ];
  for (const [what, contentType, text, type] of readable) {
    it(`reads ${what}`, () => {
      expect(sniffType(contentType, bytes(text))).to.equal(type);
    });
  }

  const unreadable: readonly (readonly [what: string, contentType: string, text: string])[] = [
    ['an image', 'text/html', '\x89PNG\r\n'],
    ['an archive or office document', 'text/plain', 'PK\x03\x04'],
    ['a program', 'text/html', 'MZ\x90\0\x03\0\0\0\x04\0'],
    ['an image', 'text/plain', 'GIF89a\x01\0\x01\0'],
    ['a media file', 'text/plain', 'ID3\x04\0\0\0'],
    ['a media file', '', 'RIFF\x24\x08\0\0WAVEfmt '],
    ['an archive', 'text/plain', 'BZh91AY&SY\xfe\x04\x1a\x00'],
    ['an archive', 'text/html', '\x1f\x8b\x08'],
    ['a program', 'application/octet-stream', '\x7fELF'],
    ['a file of no known type', 'text/html', 'abc\0\x01\x02def'],
    ['data (XML)', 'application/rss+xml', '<?xml version="1.0"?><rss>'],
    ['data (XML)', 'text/xml', '<rss>'],
    ['of the type application/msword', 'application/msword', 'text'],
  ];
  for (const [what, contentType, text] of unreadable) {
    it(`sees that a page is ${what}, labelled ${contentType}`, () => {
      expect(sniffType(contentType, bytes(text))).to.deep.equal({unreadable: what});
    });
  }
});

describe('sniffType and PDFs', () => {
  it('knows them by how they begin, whatever they are called', () => {
    for (const type of ['application/pdf', 'text/html', 'application/octet-stream', '']) expect(sniffType(type, bytes('%PDF-1.7'))).to.equal('pdf');
    expect(sniffType('text/html', bytes('<p>%PDF-1.7'))).to.equal('html');
  });
});

describe('refuseByHeader', () => {
  it('saves reading what says that it is no text', () => {
    for (const type of ['image/png', 'video/mp4', 'audio/mpeg', 'font/woff2', 'application/json', 'application/ld+json; charset=utf-8', 'text/css', 'application/zip']) {
      expect(refuseByHeader(type)?.unreadable, type).to.be.a('string');
    }
  });

  it('lets the bytes speak for the rest', () => {
    for (const type of ['', 'text/html', 'TEXT/HTML; charset=x', 'text/plain', 'application/octet-stream', 'application/xhtml+xml', 'text/markdown']) {
      expect(refuseByHeader(type), type).to.be.undefined;
    }
  });
});
