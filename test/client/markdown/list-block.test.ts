import {expect} from '@open-wc/testing';
import {ListBlock} from '../../../client/markdown/list-block.ts';
import {parseBlocks} from '../../../client/markdown/parser.ts';
import {ReferenceBook} from '../../../client/markdown/reference-book.ts';
import {topRegion} from './support/draw-context.ts';

function start() {
  const root = document.createElement('div');
  const list = document.createElement('ul');
  root.append(list);
  const outer = topRegion(root);
  outer.freezeFirstOpen();
  const book = new ReferenceBook();
  return {root, list, book, block: new ListBlock(outer.nest(list), outer, book)};
}

const html = (element: Element) => element.innerHTML.replaceAll('\n', '');

describe('ListBlock', () => {
  it('keeps only the last item open', () => {
    const {list, block} = start();
    expect(block.take('- a\n- b\n- c', false)).to.deep.equal({tail: '- b\n- c', closed: false});
    expect(html(list)).to.equal('<li>a</li><li>b</li><li>c</li>');
    const [a, b] = list.children;
    expect(block.take('- b\n- cd\n', false)).to.deep.equal({tail: '- cd\n', closed: false});
    expect([...list.children].slice(0, 2)).to.deep.equal([a, b]);
  });

  it('closes when another block begins, and leaves that to the document', () => {
    const {root, list, block} = start();
    block.take('- a\n- b\n\nte', false);
    expect(html(root)).to.equal('<ul><li>a</li><li>b</li></ul><p>te</p>');
    expect(block.take('- b\n\ntext\n', false)).to.deep.equal({tail: 'text\n', closed: true});
    expect(html(list)).to.equal('<li>a</li><li>b</li>');
  });

  it('closes at the end', () => {
    const {list, block} = start();
    expect(block.take('- a\n- b\n', true)).to.deep.equal({tail: '', closed: true});
    expect(html(list)).to.equal('<li>a</li><li>b</li>');
  });

  it('gives its frozen items their paragraphs when it turns loose', () => {
    const {list, block} = start();
    block.take('- a\n- b\n', false);
    block.take('- b\n\n- c\n', false);
    expect(html(list)).to.equal('<li><p>a</p></li><li><p>b</p></li><li><p>c</p></li>');
    block.take('- c\n- d\n', true);
    expect(html(list)).to.equal('<li><p>a</p></li><li><p>b</p></li><li><p>c</p></li><li><p>d</p></li>');
  });

  it('turns loose by the gap between items without a paragraph, too', () => {
    const {list, block} = start();
    block.take('- a\n- # b\n\n- # c\n', false);
    block.take('- # c\n', true);
    expect(html(list)).to.equal('<li><p>a</p></li><li><h1>b</h1></li><li><h1>c</h1></li>');
  });

  it('stays tight when the gap is behind it', () => {
    const {list, block} = start();
    block.take('- a\n- # b\n\n\n', false);
    block.take('- # b\n\n\ntext\n', false);
    expect(html(list)).to.equal('<li>a</li><li><h1>b</h1></li>');
  });

  it('keeps the paragraphs of a loose list when a definition comes late', () => {
    const {list, book, block} = start();
    block.take('- [a]\n- b\n', false);
    block.take('- b\n\n- c\n', false);
    const {tokens, references} = parseBlocks('[a]: https://x.org', {});
    book.learn(tokens, references);
    expect(list.firstElementChild!.firstElementChild!.localName).to.equal('p');
    expect(list.querySelector('p > a')!.textContent).to.equal('a');
  });

  it('learns the definitions in its items', () => {
    const {book, block} = start();
    block.take('- [a]: https://x.org\n- b\n', false);
    expect(Object.keys(book.known)).to.deep.equal(['A']);
  });
});
