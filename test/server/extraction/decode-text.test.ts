import {expect} from 'chai';
import fc from 'fast-check';
import {decodeText} from '../../../server/extraction/decode-text.ts';
import {charsetCases} from '../../support/charset-cases.ts';
import {encodeText} from '../../support/encode-text.ts';

/** A text in the language that an encoding was made for. */
const samples: Readonly<Record<string, string>> = {
  'utf-8': 'Größe, “quotes” — 潮汐 🌊',
  'windows-1252': 'Größe, naïve “quotes” – 5 €',
  'iso-8859-15': 'Le cœur coûte 5 €',
  'windows-1250': 'Příliš žluťoučký kůň',
  'iso-8859-2': 'Zażółć gęślą jaźń',
  'windows-1251': 'Приливы и отливы',
  'koi8-r': 'Приливы и отливы',
  'windows-1253': 'Παλίρροια και άμπωτη',
  'windows-1254': 'Gelgit şiddetli, ığdır',
  'windows-1255': 'גאות ושפל',
  'windows-1256': 'المد والجزر',
  shift_jis: '潮の満ち引きは月による',
  'euc-jp': '潮の満ち引きは月による',
  'iso-2022-jp': '潮の満ち引きは月による',
  gb18030: '潮汐是由月球引起的',
  big5: '潮汐是由月球引起的',
  'euc-kr': '조석은 달 때문이다',
};

const filler = '<!-- An older page says much before it says its charset. -->\n'.repeat(40);
const htmlWith = (head: string, text: string) => `<html><head>${head}<title>x</title></head><body><p>${`${text}. `.repeat(5)}</p></body></html>`;

describe('decodeText', () => {
  it('reads at least 115 of 117 pages, whatever they say of their encoding', () => {
    const cases = charsetCases();
    expect(cases).to.have.length(117);
    const wrong = cases.filter(({bytes, contentType, text}) => !decodeText(bytes, contentType).includes(text));
    expect(wrong.map(({name}) => name)).to.have.length.at.most(2);
  }).timeout(60_000);

  for (const [encoding, sample] of Object.entries(samples)) {
    const wrong = `<meta charset="utf-8">`;
    const cases: readonly (readonly [name: string, contentType: string, head: string])[] = [
      ['the header says it', `text/html; charset=${encoding}`, ''],
      ['the header says it in quotes', `text/html;Charset="${encoding.toUpperCase()}"`, ''],
      ['a meta charset says it', 'text/html', `<meta charset=${encoding}>`],
      ['an http-equiv says it', 'text/html', `<meta http-equiv="Content-Type" content="text/html; charset=${encoding}">`],
      ['a meta charset says it late', 'text/html', `${filler}<meta charset='${encoding}'>`],
      ['the header is right and the meta is not', `text/html; charset=${encoding}`, wrong],
      ['the meta is right and the header is not', 'text/html; charset=utf-8', `<meta charset="${encoding}">`],
    ];
    for (const [name, contentType, head] of cases) {
      it(`reads ${encoding} when ${name}`, () => {
        const html = htmlWith(head, sample);
        expect(decodeText(encodeText(html, encoding), contentType)).to.equal(html);
      });
    }
  }

  for (const encoding of ['utf-8', 'windows-1252', 'iso-2022-jp', 'utf-16le', 'utf-16be'] as const) {
    it(`reads ${encoding} when nothing says it`, () => {
      const html = htmlWith('', samples[encoding] ?? 'Tides');
      expect(decodeText(encodeText(html, encoding), '')).to.equal(html);
    });
  }

  for (const label of ['windows-1252', 'shift_jis', 'utf-16', 'no-such-charset']) {
    it(`believes UTF-8 more than the label ${label}`, () => {
      const html = htmlWith(`<meta charset="${label}">`, samples['utf-8'] ?? '');
      expect(decodeText(encodeText(html, 'utf-8'), `text/html; charset=${label}`)).to.equal(html);
    });
  }

  it('obeys a byte order mark and leaves it out', () => {
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), 'text/html; charset=koi8-r')).to.equal('a');
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0), '')).to.equal('a');
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x61), '')).to.equal('a');
  });

  it('does not mind a last character that is cut off', () => {
    expect(decodeText(encodeText('潮汐', 'utf-8').subarray(0, 5), '')).to.match(/^潮/);
  });

  it('is not misled by a label that the bytes do not agree with', () => {
    const html = htmlWith('<meta charset="euc-kr">', 'Gr\u00f6\u00dfe, na\u00efve');
    expect(decodeText(encodeText(html, 'windows-1252'), 'text/html; charset=shift_jis')).to.equal(html);
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 200}), fc.string(), (bytes, label) => {
        expect(decodeText(bytes, `text/html; charset=${label}`)).to.be.a('string');
      }),
    );
  });
});
