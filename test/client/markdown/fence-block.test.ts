import {expect} from '@open-wc/testing';
import {FenceBlock} from '../../../client/markdown/fence-block.ts';

function start(marker = '```') {
  const code = document.createElement('code');
  return {code, block: new FenceBlock(code, marker)};
}

describe('FenceBlock', () => {
  it('shows an unfinished line as it grows', () => {
    const {code, block} = start();
    expect(block.take('one\ntw', false)).to.deep.equal({tail: 'tw', closed: false});
    expect(code.textContent).to.equal('one\ntw');
    expect(block.take('two\nthree', false)).to.deep.equal({tail: 'three', closed: false});
    expect(code.textContent).to.equal('one\ntwo\nthree');
  });

  it('only ever adds text', () => {
    const {code, block} = start();
    block.take('one\n', false);
    const text = code.querySelector('span')!.firstChild;
    block.take('two', false);
    expect(code.querySelector('span')!.firstChild).to.equal(text);
  });

  it('holds back a line that may close it', () => {
    const {code, block} = start();
    for (const tail of ['`', '``', '  ```', '```  ']) {
      expect(block.take(tail, false), tail).to.deep.equal({tail, closed: false});
      expect(code.textContent).to.equal('');
    }
    expect(block.take('```x', false).closed).to.equal(false);
    expect(code.textContent).to.equal('```x');
  });

  it('closes at its marker and hands on what is behind', () => {
    const {code, block} = start();
    expect(block.take('one\n```\ntext', false)).to.deep.include({tail: 'text', closed: true, code});
    expect(code.textContent).to.equal('one\n');
  });

  it('closes only at a line with enough of its own marks', () => {
    const {code, block} = start('````');
    expect(block.take('```\n~~~~\n    ````\nx````\n`````\n', false).closed).to.equal(true);
    expect(code.textContent).to.equal('```\n~~~~\n    ````\nx````\n');
  });

  it('does not close at the end of a line of code', () => {
    const {code, block} = start();
    block.take('a', false);
    block.take('a ```\n', false);
    expect(code.textContent).to.equal('a ```\n');
  });

  it('closes at the end of the text', () => {
    const {code, block} = start();
    expect(block.take('one\n', true)).to.deep.equal({tail: '', closed: true});
    expect(code.textContent).to.equal('one\n');
  });
});
