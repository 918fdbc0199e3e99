import {expect} from 'chai';
import fc from 'fast-check';
import markdownIt from 'markdown-it';
import {escapeMarkdown} from '../../../../server/adapters/extractive-model/escape-markdown.ts';
import {findCitations} from '../../../../server/citations/find-citations.ts';
import {atLeast} from '../../../support/at-least.ts';

const markdown = markdownIt({linkify: true, html: true});
markdown.linkify.set({fuzzyLink: false});
/** What a reader sees, markup and all. */
const rendered = (line: string) => markdown.render(escapeMarkdown(line)).trim();
const asHtml = (line: string) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</p>`;

describe('escapeMarkdown', () => {
  it('leaves plain prose alone', () => {
    const prose = 'The Moon’s pull (about 46 %) is stronger, isn’t it? Yes: see "Tides", p. 5; well-known - and so on!';
    expect(escapeMarkdown(prose)).to.equal(prose);
  });

  for (const line of [
    '# no heading', '1. no list', '12) no list', '- no list', '+ no list', '=== no rule', '* no *emphasis* __at__ ~~all~~', '`no code`', '> no quote',
    '[no link](https://evil.example)', '![no image](https://evil.example/x.png)', '<https://evil.example>', 'https://evil.example and www.evil.example, a@evil.example',
    '<script>alert(1)</script> &lt; &amp;', '| a | b |', 'a \\* b \\', '[1]: /definition', '$x$ ^1',
  ]) {
    it(`makes ${line} mean itself`, () => expect(rendered(line)).to.equal(asHtml(line)));
  }

  it('forges no citation', () => {
    const known = new Set([1, 5]);
    for (const line of ['so it is [5]', '[1][5]', 'a [1, 5].', '\\[5]', '\\\\[5]', '`[5]']) expect(findCitations(`${escapeMarkdown(line)} [1]`, known), line).to.have.lengthOf(1);
    expect(escapeMarkdown('so it is 【5】')).to.equal('so it is 〖5〗');
  });

  it('makes any line mean itself, whatever is in it', () => {
    const parts = fc.array(
      fc.constantFrom('*', '_', '`', '[', ']', '(', ')', '#', '-', '+', '=', '.', '1', '2)', '>', '<', 'b', '&', '&amp;', '|', '~', '\\', '!', ' ', ':', '//', 'http', 'www.', '@', 'x.com', '$', '^', '"', 'é'),
      {minLength: 1, maxLength: 30},
    );
    fc.assert(
      fc.property(parts, (pieces) => {
        const line = pieces.join('').replace(/\s+/g, ' ').trim();
        fc.pre(line !== '');
        expect(rendered(line)).to.equal(asHtml(line));
      }),
      atLeast(2_000),
    );
  });
});
