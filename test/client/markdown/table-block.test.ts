import {expect} from '@open-wc/testing';
import {parseBlocks} from '../../../client/markdown/parser.ts';
import {ReferenceBook} from '../../../client/markdown/reference-book.ts';
import {topRegion} from './support/draw-context.ts';
import {TableBlock} from '../../../client/markdown/table-block.ts';

function start() {
  const root = document.createElement('div');
  const table = root.appendChild(document.createElement('table'));
  const body = table.createTBody();
  const outer = topRegion(root);
  outer.freezeFirstOpen();
  const book = new ReferenceBook();
  return {root, body, book, block: new TableBlock(outer.nest(body), outer, '| a | b |\n|---|---|\n', book)};
}

const rows = (body: HTMLTableSectionElement) => [...body.rows].map((row) => [...row.cells].map(({textContent}) => textContent).join('|'));

describe('TableBlock', () => {
  it('freezes complete rows and draws the open one', () => {
    const {body, block} = start();
    expect(block.take('| 1 | 2 |\n| 3 | **4', false)).to.deep.equal({tail: '| 3 | **4', closed: false});
    expect(rows(body)).to.deep.equal(['1|2', '3|4']);
    const [first, second] = body.rows;
    expect(block.take('| 3 | **4** |\n| five', false)).to.deep.equal({tail: '| five', closed: false});
    expect(rows(body)).to.deep.equal(['1|2', '3|4', 'five|']);
    expect([...body.rows].slice(0, 2)).to.deep.equal([first, second]);
  });

  it('closes at a blank line or another block', () => {
    for (const [after, tail] of [['\n', '\n'], ['> quote\n', '> quote\n'], ['\ntext', '\ntext']] as const) {
      const {body, block} = start();
      expect(block.take(`| 1 | 2 |\n${after}`, false)).to.deep.equal({tail, closed: true});
      expect(rows(body)).to.deep.equal(['1|2']);
    }
  });

  it('shows what may be the next block behind the table', () => {
    const {root, block} = start();
    block.take('| 1 | 2 |\n> qu', false);
    expect(root.lastElementChild!.outerHTML).to.equal('<blockquote><p>qu</p></blockquote>');
  });

  it('closes at the end, without the row that was only guessed', () => {
    const {body, block} = start();
    block.take('| 1 | 2 |\n> qu', false);
    expect(block.take('> qu\n', true)).to.deep.equal({tail: '> qu\n', closed: true});
    expect(rows(body)).to.deep.equal(['1|2']);
  });

  it('draws a row again when a definition comes late', () => {
    const {body, book, block} = start();
    block.take('| [x] | 2 |\n', false);
    const {tokens, references} = parseBlocks('[x]: https://x.org', {});
    book.learn(tokens, references);
    expect(body.querySelector('a')!.href).to.equal('https://x.org/');
  });
});
