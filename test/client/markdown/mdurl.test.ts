import {expect} from '@open-wc/testing';
import MarkdownIt from 'markdown-it/browser';
import {decode, encode} from '../../../client/markdown/slim/mdurl.ts';

const whole = new MarkdownIt();

describe('slim mdurl', () => {
  const addresses = [
    'https://x.org/a b?c=ä&d="e"#f', 'https://ä.example/ü', 'HTTPS://X.org/%41%zz%', 'http://x.org/100%25%20', 'http://[::1]:8080/a[b]', 'mailto:a b@x.org',
    'https://x.org/😀\ud800', 'https://u:p@x.org/', '/relative/ä', '#ü', 'javascript:alert(1)', 'https://x.org\\path', '', 'http://x.org/`<>{}|^',
  ];
  for (const address of addresses) {
    it(`leads where the whole one leads: ${JSON.stringify(address)}`, () => {
      const there = (escaped: string) => URL.parse(escaped, 'https://base.example/')?.href;
      expect(there(encode(address))).to.equal(there(whole.normalizeLink(address)));
    });
  }

  it('shows letters as such, and other escapes as they are', () => {
    for (const address of ['https://x.org/%C3%A4%20%25%2F%41', 'https://x.org/100%25', 'https://x.org/a+b']) expect(decode(address)).to.equal(whole.normalizeLinkText(address));
    expect(decode('https://x.org/%FF')).to.equal('https://x.org/%FF');
  });
});
