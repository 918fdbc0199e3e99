import {expect} from 'chai';
import fc from 'fast-check';
import {markdownToBlocks, textToBlocks} from '../../../server/enrichment/text-to-blocks.ts';

describe('textToBlocks', () => {
  it('cuts at empty lines', () => {
    expect(textToBlocks('One\nparagraph.\r\n \r\nAnother.\n\n\n')).to.deep.equal({
      title: '',
      blocks: [
        {kind: 'paragraph', text: 'One paragraph.'},
        {kind: 'paragraph', text: 'Another.'},
      ],
    });
  });
});

describe('markdownToBlocks', () => {
  it('keeps headings, paragraphs, list items, rows and code apart', () => {
    const markdown = `---
layout: post
---
# Tides #

The sea rises
and falls.
- High
- Low
1. First

Setext
------
> Quoted text.

| Port | Range |
|---|---|
| Brest | 7 m |

\`\`\`js
const a = '# no heading';

\`\`\`
***
`;
    expect(markdownToBlocks(markdown)).to.deep.equal({
      title: 'Tides',
      blocks: [
        {kind: 'heading', text: 'Tides'},
        {kind: 'paragraph', text: 'The sea rises and falls.'},
        {kind: 'paragraph', text: 'High'},
        {kind: 'paragraph', text: 'Low'},
        {kind: 'paragraph', text: 'First'},
        {kind: 'heading', text: 'Setext'},
        {kind: 'paragraph', text: 'Quoted text.'},
        {kind: 'paragraph', text: 'Port | Range'},
        {kind: 'paragraph', text: 'Brest | 7 m'},
        {kind: 'code', text: "const a = '# no heading';"},
      ],
    });
  });

  it('leaves the marks of inline markup out', () => {
    const markdown = 'A **bold** and *slanted* `code` with [a link](https://a.example "title"), ![an image](a.png), [![a badge](b.png)](b) <br> and 2 \\* 3.';
    expect(markdownToBlocks(markdown).blocks[0]!.text).to.equal('A bold and slanted code with a link, an image, and 2 * 3.');
  });

  it('reads code to its own fence, and to the end where there is none', () => {
    expect(markdownToBlocks('~~~~\n```\n~~~\n~~~~\nafter').blocks).to.deep.equal([
      {kind: 'code', text: '```\n~~~'},
      {kind: 'paragraph', text: 'after'},
    ]);
    expect(markdownToBlocks('```\nopen').blocks).to.deep.equal([{kind: 'code', text: 'open'}]);
  });

  it('takes any text, and gives tidy blocks', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('# ', '\n', '\n\n', '```', '- ', '**', '[', '](', ')', '`', '> ', '|', '---'), fc.string({maxLength: 6}))), (parts) => {
        for (const {kind, text} of markdownToBlocks(parts.join('')).blocks) {
          expect(text).to.not.equal('');
          if (kind !== 'code') expect(text).to.not.match(/\n|\s\s|^\s|\s$/);
        }
      }),
    );
  });

  for (const [what, text] of Object.entries({
    backticks: `a${'`'.repeat(1_000_000)}`,
    spaces: `# ${' '.repeat(1_000_000)}x`,
    brackets: '['.repeat(1_000_000),
    stars: 'a **b '.repeat(160_000),
    'empty lines': `a${'\n'.repeat(1_000_000)}b`,
    bars: `${'| '.repeat(400_000)}x`,
    tags: '<a'.repeat(500_000),
  })) {
    it(`is done soon with a million ${what}`, () => {
      expect(markdownToBlocks(text).blocks.length + textToBlocks(text).blocks.length).to.be.greaterThan(0);
    });
  }
});
