import {expect} from '@open-wc/testing';
import {parseBlocks} from '../../../client/markdown/parser.ts';
import {ReferenceBook} from '../../../client/markdown/reference-book.ts';

/** Lets the book learn the definitions in a text. */
function learn(book: ReferenceBook, text: string): void {
  const {tokens, references} = parseBlocks(text, book.known);
  book.learn(tokens, references);
}

/** Lets a text wait and returns how often it was to be drawn again. */
function wait(book: ReferenceBook, text: string): () => number {
  let redrawn = 0;
  book.waitFor(parseBlocks(text, book.known).tokens, () => redrawn++);
  return () => redrawn;
}

describe('ReferenceBook', () => {
  it('draws a block again when a label in it is defined, and no other block', () => {
    const book = new ReferenceBook();
    const [a, b, neither] = [wait(book, 'see [a]'), wait(book, 'see [b]'), wait(book, 'plain')];
    learn(book, '[a]: https://a.org');
    expect([a(), b(), neither()]).to.deep.equal([1, 0, 0]);
  });

  it('draws a block once for each definition that it waits for', () => {
    const book = new ReferenceBook();
    const block = wait(book, '[a] and [text][b] and [a]');
    learn(book, '[a]: https://a.org');
    learn(book, '[a]: https://other.org');
    learn(book, '[b]: https://b.org');
    learn(book, '[c]: https://c.org');
    expect(block()).to.equal(2);
  });

  it('keeps the first definition of a label', () => {
    const book = new ReferenceBook();
    learn(book, '[a]: https://first.org');
    learn(book, '[A]: https://second.org');
    expect(book.known).to.deep.equal({A: {href: 'https://first.org', title: ''}});
  });

  it('compares labels as Markdown does', () => {
    const book = new ReferenceBook();
    const block = wait(book, '> [Two\n> Words]');
    learn(book, '[two   words]: https://x.org');
    expect(block()).to.equal(1);
  });

  it('lets no block wait for a citation, but for a number that is a label', () => {
    const book = new ReferenceBook();
    const [citations, reference, image] = [wait(book, 'high [1], twice [2, 3][1]'), wait(book, 'the [table][1]'), wait(book, '![1]')];
    learn(book, '[1]: https://a.org');
    expect([citations(), reference(), image()]).to.deep.equal([0, 1, 1]);
  });

  it('does not keep a block whose labels are all known', () => {
    const book = new ReferenceBook();
    learn(book, '[a]: https://a.org');
    const block = wait(book, 'see [a]');
    learn(book, '[b]: https://b.org');
    expect(block()).to.equal(0);
  });
});
