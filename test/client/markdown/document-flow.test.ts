import {expect} from '@open-wc/testing';
import {DocumentFlow} from '../../../client/markdown/document-flow.ts';
import {FenceBlock} from '../../../client/markdown/fence-block.ts';
import {ListBlock} from '../../../client/markdown/list-block.ts';
import {ReferenceBook} from '../../../client/markdown/reference-book.ts';
import {TableBlock} from '../../../client/markdown/table-block.ts';
import {longBlocks} from './support/documents.ts';
import {topRegion} from './support/draw-context.ts';

/** What is left open of a text. */
function take(text: string, final = false) {
  return new DocumentFlow(topRegion(document.createElement('div')), new ReferenceBook()).take(text, final);
}

describe('DocumentFlow', () => {
  it('keeps the last block open', () => {
    expect(take('one\n\ntwo').tail).to.equal('one\n\ntwo');
    expect(take('one\n\ntwo\n').tail).to.equal('two\n');
    expect(take('# one\ntwo\n').tail).to.equal('two\n');
    expect(take('one\n\ntwo\n\nth').tail).to.equal('two\n\nth');
  });

  it('keeps nothing open at the end', () => expect(take('one\n\ntwo\n', true)).to.deep.equal({tail: ''}));

  it('forgets blank lines', () => expect(take('\n\n  \n ').tail).to.equal(' '));

  it('keeps a definition open while the next line may be its title', () => {
    expect(take('[a]: /x\n"title\n').tail).to.equal('[a]: /x\n"title\n');
    expect(take('[a]: /x\n\ntext\n').tail).to.equal('text\n');
    expect(take('[a]: /x\n# head\n\ntext\n').tail).to.equal('text\n');
  });

  it('hands a fence over as soon as it is open', () => {
    const {tail, long} = take('text\n\n```js\n');
    expect(long).to.be.instanceOf(FenceBlock);
    expect(tail).to.equal('');
    expect(take('```js').long).to.equal(undefined);
    expect(take('  ```js\n').long).to.equal(undefined);
  });

  it('hands long lists and tables over, and parses short ones again', () => {
    expect(take(longBlocks[0]!).long).to.be.instanceOf(ListBlock);
    expect(take(longBlocks[4]!).long).to.be.instanceOf(TableBlock);
    expect(take('- a\n- b\n').long).to.equal(undefined);
    expect(take('| a |\n|---|\n| 1 |\n| 2 |\n').long).to.equal(undefined);
  });

  it('hands nothing over at the end', () => {
    for (const text of longBlocks) expect(take(text, true).long).to.equal(undefined);
  });
});
