import {expect} from '@open-wc/testing';
import {parseOpen} from '../../../client/markdown/parse-open.ts';

/** The inline texts that would be drawn. */
const texts = (tail: string) => parseOpen(tail, {}).tokens.filter(({type}) => type === 'inline').map(({content}) => content);

describe('parseOpen', () => {
  it('settles the text at the end, wherever it stands', () => {
    expect(texts('a **b')).to.deep.equal(['a **b**']);
    expect(texts('# a **b')).to.deep.equal(['a **b**']);
    expect(texts('> - a **b')).to.deep.equal(['a **b**']);
    expect(texts('| a | **b')).to.deep.equal(['a', '**b**']);
    expect(texts('| a |\n|---|\n| **b')).to.deep.equal(['a', '**b**']);
    expect(texts('a\n**b\nc')).to.deep.equal(['a\n**b\nc**']);
  });

  it('settles a paragraph that the next line may continue', () => {
    expect(texts('a **b\n')).to.deep.equal(['a **b**']);
    expect(texts('a **b\n-')).to.deep.equal(['a **b**']);
  });

  it('leaves text that is closed as it is', () => {
    for (const tail of ['# a **b\n', '# a **b\n-', 'a **b\n\n', 'a **b\n\n-', '| a **b |\n|---|\n', '- a **b\n  ```\n  code']) {
      expect(texts(tail).map((text) => text.trim()), tail).to.deep.equal(['a **b']);
    }
  });

  it('takes text without any inline text', () => {
    expect(texts('')).to.deep.equal([]);
    expect(texts('```\n**a')).to.deep.equal([]);
  });
});
