import {expect} from 'chai';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import {blocksToMarkdown} from '../../../server/enrichment/blocks-to-markdown.ts';
import {htmlToBlocks} from '../../../server/enrichment/html-to-blocks.ts';
import {markdownToBlocks} from '../../../server/enrichment/text-to-blocks.ts';
import {joinCells, splitCells} from '../../../server/enrichment/table-row.ts';
import '../../support/property-runs.ts';

const tableOf = (rows: readonly (readonly string[])[]) => `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

describe('a row of a table', () => {
  it('keeps bars that its cells have of their own, also as Markdown', () => {
    const {blocks} = htmlToBlocks(tableOf([['Operator', 'Meaning'], ['a | b', 'bitwise or'], ['a || b', 'or'], ['|', 'a pipe'], ['', 'nothing'], ['x', '', 'y']]));
    expect(blocks.map(({text}) => text)).to.deep.equal(['Operator | Meaning', 'a|b | bitwise or', 'a||b | or', '“|” | a pipe', 'nothing', 'x | | y']);
    const html = new MarkdownIt().render(blocksToMarkdown(blocks.slice(0, 4)));
    expect(html.match(/<t[hd]>.*?<\/t[hd]>/gu)).to.deep.equal(['<th>Operator</th>', '<th>Meaning</th>', '<td>a|b</td>', '<td>bitwise or</td>', '<td>a||b</td>', '<td>or</td>', '<td>“|”</td>', '<td>a pipe</td>']);
  });

  it('is the same out of Markdown, where such bars are escaped', () => {
    const {blocks} = markdownToBlocks('| Operator | Meaning |\n| --- | --- |\n| a \\| b | or |');
    expect(blocks.map(({text}) => text)).to.deep.equal(['Operator | Meaning', 'a|b | or']);
  });

  it('takes a control character of a page for no cell', () => {
    expect(htmlToBlocks('<p>one\u001ftwo</p>').blocks).to.deep.equal([{kind: 'paragraph', text: 'one two'}]);
  });

  it('comes apart into the cells that it was made of', () => {
    const cell = fc.array(fc.constantFrom('a', 'bc', '|', '||', 'x|', '|y', '7 m'), {maxLength: 4}).map((words) => words.join(' '));
    const inner = fc.array(cell, {maxLength: 4});
    fc.assert(
      fc.property(inner, (cells) => {
        const row = ['first', ...cells, 'last'];
        const tight = (text: string) => (text === '|' ? '“|”' : text.replaceAll(' |', '|').replaceAll('| ', '|'));
        expect(splitCells(joinCells(row))).to.deep.equal(row.map(tight));
      }),
    );
  });
});
