import {readFileSync} from 'node:fs';
import {expect} from 'chai';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import {blocksToMarkdown} from '../../../server/enrichment/blocks-to-markdown.ts';
import {markdownBlocks} from '../../../server/enrichment/markdown-blocks.ts';
import {inlineText} from '../../../server/enrichment/markdown-inline.ts';
import {tidyMarkdown} from '../../../server/enrichment/tidy-markdown.ts';
import type {TextBlock} from '../../../server/enrichment/page-reader.ts';
import {headingSlugs} from '../../../server/search/heading-slug.ts';

const plain = (markdown: string) => markdownBlocks(markdown).map(({kind, text}) => `${kind[0] ?? ''}: ${text}`);

describe('markdownBlocks', () => {
  const cases: Readonly<Record<string, readonly [markdown: string, ...blocks: string[]]>> = {
    'headings of both styles': ['# One #\ntext\n\nTwo\n===\n\nThree\nlines\n---\n####### no', 'h: One', 'p: text', 'h: Two', 'h: Three lines', 'p: ####### no'],
    'paragraphs over several lines': ['one\ntwo  \nthree\\\nfour\n\nfive', 'p: one two three four', 'p: five'],
    'list items, one by one': ['- one\n  more\n* two\n\n1. three\n   - [x] four', 'p: one more', 'p: two', 'p: three', 'p: four'],
    'code between fences': ['```js\n# no heading\n\n- no item\n```\nafter', 'c: # no heading\n\n- no item', 'p: after'],
    'code between longer fences': ['````\n```\n````\n~~~\n```\n~~~', 'c: ```', 'c: ```'],
    'code that is never closed': ['```\ncode', 'c: code'],
    'code by indentation': ['text\n\n    code\n\n    more\n\ntext', 'p: text', 'c: code\n\nmore', 'p: text'],
    'no code where a list goes on': ['- one\n\n    still one\n', 'p: one', 'p: still one'],
    'quotes, with what is in them': ['> # One\n> two\n> - three\n> ```\n> code\n> ```\nafter', 'h: One', 'p: two', 'p: three', 'c: code', 'p: after'],
    'tables, row by row': ['| a | b |\n|---|:-:|\n| 1 | `x|y` |\n| 2 \\| 3 | |\n\nafter', 'p: a | b', 'p: 1 | `x | y`', 'p: 2|3', 'p: after'],
    'no rules and link definitions': ['one\n\n***\n\n[a]: https://a.example\n- - -\ntwo', 'p: one', 'p: two'],
    'line ends of any kind': ['# One\r\ntwo\r\n\r\nthree', 'h: One', 'p: two', 'p: three'],
    'nothing': [''],
  };
  for (const [name, [markdown, ...blocks]] of Object.entries(cases)) it(`reads ${name}`, () => expect(plain(markdown)).to.deep.equal(blocks));

  it('knows how deep a heading is', () => {
    expect(markdownBlocks('# One\n### Three\nTwo\n---').map(({level}) => level)).to.deep.equal([1, 3, 2]);
  });

  it('cuts what is too long for one block, and leaves out what is too much for one document', () => {
    const long = markdownBlocks(`${'word '.repeat(10_000)}\n\n\`\`\`\n${'x = 1\n'.repeat(5_000)}\`\`\`\nend`);
    expect(long.length).to.be.greaterThan(5);
    for (const {text} of long) expect(text.length).to.be.at.most(20_000);
    expect(long.at(-1)).to.deep.equal({kind: 'paragraph', text: 'end'});
    expect(markdownBlocks('- a\n'.repeat(30_000))).to.have.lengthOf.at.most(20_001);
  });

  it('finds the headings that a full parser finds, with the same ids', () => {
    const parser = new MarkdownIt({html: false});
    for (const name of ['rxjs', 'koa', 'undici', 'lit', 'mocha', 'fast-check', 'valibot', 'markdown-it', 'htmlparser2', 'eslint']) {
      const markdown = tidyMarkdown(readFileSync(new URL(`../../../node_modules/${name}/${name === 'koa' ? 'Readme' : 'README'}.md`, import.meta.url), 'utf8')).text;
      const tokens = parser.parse(markdown, {});
      const texts = tokens.flatMap(({type}, at) => (type === 'heading_open' ? [(tokens[at + 1]?.children ?? []).map(({content}) => content).join('')] : []));
      const headings = markdownBlocks(markdown).filter(({kind}) => kind === 'heading');
      expect(headingSlugs(headings.map(({anchor}) => anchor ?? '')), name).to.deep.equal(headingSlugs(texts));
    }
  });

  it('reads anything', () => {
    const line = fc.oneof(fc.string({unit: 'grapheme'}), fc.constantFrom('```', '~~~', '> ', '- ', '1. ', '    ', '# ', '---', '===', '| a | b |', '|---|---|', ''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const {kind, text} of markdownBlocks(lines.join('\n'))) if (kind !== 'code') expect(text).to.not.match(/\n|^\s|\s$/);
      }),
    );
  });
});

describe('inlineText', () => {
  const cases: Readonly<Record<string, string>> = {
    'a **bold** and *slanted* and ***both*** word': 'a bold and slanted and both word',
    'a __bold__ and _slanted_ word': 'a bold and slanted word',
    'snake_case_name and 2 * 3 * 4 and __dirname': 'snake_case_name and 2 * 3 * 4 and __dirname',
    'nested **bold *slanted* [link](x)**': 'nested bold slanted link',
    '~~gone~~ and ~one~': 'gone and ~one~',
    'code `a * b` and ``a ` b``': 'code a * b and a ` b',
    'a [link](https://a.example "title") and [one][ref] and [another][]': 'a link and one and another',
    'array[0] and [not a link] and f(value[, more][, most])': 'array[0] and [not a link] and f(value[, more][, most])',
    'a [link](https://a.example/x_(y)) after': 'a link after',
    'an ![image](x.png) and [![badge](x.svg)](y)': 'an image and',
    '<https://a.example/> and <b>': 'https://a.example/ and <b>',
    'a \\*star\\* and \\[brackets\\]': 'a *star* and [brackets]',
    'Tom &amp; Jerry&nbsp;&lt;3 &#228; &#x1F600; &bogus;': 'Tom & Jerry <3 ä 😀 &bogus;',
    '&#0; &#xD800; &#99999999;': '\ufffd \ufffd &#99999999;',
    ' one\n two ': 'one two',
  };
  for (const [markdown, text] of Object.entries(cases)) it(`reads ${markdown}`, () => expect(inlineText(markdown)).to.equal(text));

  it('tells badges, and keeps spaces, where the text is for an id', () => {
    expect(inlineText('Name  ![x](y) [![build](x.svg)](y)\nmore', {asAnchor: true})).to.equal('Name  x buildmore');
  });
});

describe('tidyMarkdown', () => {
  const cases: Readonly<Record<string, readonly [markdown: string, tidy: string]>> = {
    'takes tags away': ['a <b>bold</b> word<br>and a <span class="x">span</span>', 'a bold word and a span'],
    'takes comments, scripts and styles away': ['a<!-- not\nthis -->b<script>alert("</b>")</script>c<style>x</style>d<!-- open', 'abcd'],
    'makes headings of headings': ['<h1 align="center">\n  The <i>name</i>\n</h1>', '\n\n# The name\n\n'],
    'leaves names that are no tags': ['Promise<string> and Map<K, V> and <T>', 'Promise<string> and Map<K, V> and <T>'],
    'leaves code': ['`<b>` and ``<i>`` <b>x</b>\n```html\n<p>code</p>\n```\n<p>text</p>', '`<b>` and ``<i>`` x\n```html\n<p>code</p>\n```\n text '],
    'leaves code in a list and in a quote': ['- ```\n  <p>\n  ```\n> ~~~\n> <p>\n> ~~~\n<p>', '- ```\n  <p>\n  ```\n> ~~~\n> <p>\n> ~~~\n '],
    'makes no code of what was indented in tags': ['<table>\n    <tr><td>cell</td></tr>\n</table>', ' \n cell \n '],
  };
  for (const [name, [markdown, text]] of Object.entries(cases)) it(name, () => expect(tidyMarkdown(markdown)).to.deep.equal({text, title: ''}));

  it('takes the title out of the front matter, and the front matter away', () => {
    expect(tidyMarkdown('---\nlayout: page\ntitle: "The title"\n---\n# One')).to.deep.equal({text: '# One', title: 'The title'});
    expect(tidyMarkdown('---\nnot closed')).to.deep.equal({text: '---\nnot closed', title: ''});
  });
});

describe('blocksToMarkdown', () => {
  it('writes lists and tables as such', () => {
    const blocks: readonly TextBlock[] = [
      {kind: 'heading', level: 1, text: 'Tides'},
      {kind: 'item', level: 1, ordinal: 3, text: 'Three'},
      {kind: 'item', level: 2, text: '*Deep*'},
      {kind: 'row', text: 'Port | Range'},
      {kind: 'row', text: 'Brest | 7 m | strong'},
    ];
    expect(blocksToMarkdown(blocks)).to.equal('# Tides\n\n3. Three\n    - \\*Deep\\*\n\n| Port | Range |  |\n| --- | --- | --- |\n| Brest | 7 m | strong |');
  });

  it('writes what reads as the same blocks again', () => {
    const line = fc.string({unit: fc.constantFrom(...Array.from('ab 1.)-+*_#>|`~[]()<!&;\\="'))}).map((text) => text.replace(/ +/g, ' ').trim());
    const block = fc.oneof(
      fc.record({kind: fc.constantFrom<TextBlock['kind']>('heading', 'paragraph'), text: line}),
      fc.record({kind: fc.constant<TextBlock['kind']>('code'), text: fc.array(line).map((lines) => lines.join('\n'))}),
    );
    fc.assert(
      fc.property(fc.array(block), (all) => {
        const blocks = all.filter(({text}) => text.trim() !== '' && !text.startsWith('\n') && !text.endsWith('\n'));
        expect(markdownBlocks(blocksToMarkdown(blocks)).map(({kind, text}) => ({kind, text}))).to.deep.equal(blocks);
      }),
    );
  });
});
