import {expect} from '@open-wc/testing';
import MarkdownIt from 'markdown-it/browser'; // the whole one: ours is slimmed
import {citationRule} from '../../../client/markdown/citation-rule.ts';

const markdown = new MarkdownIt();
markdown.inline.ruler.before('link', 'citation', citationRule);

/** The numbers cited in a text, and what is text. */
function read(text: string): {numbers: string[]; text: string} {
  const tokens = markdown.parse(text, {}).flatMap(({children}) => children ?? []);
  return {
    numbers: tokens.filter(({type}) => type === 'citation').map(({info}) => info),
    text: tokens.filter(({type}) => type === 'text').map(({content}) => content).join(''),
  };
}

describe('citationRule', () => {
  for (const [text, numbers] of [
    ['so it is [3].', ['3']],
    ['[1]', ['1']],
    ['both [1][2] agree', ['1', '2']],
    ['many [1, 2,30]', ['1', '2', '30']],
    ['in **bold [4]** and *em[5]*', ['4', '5']],
    ['[1] [2]', ['1', '2']],
    ['[text][6]', ['6']],
    ['word[7]', ['7']],
  ] as const) {
    it(`finds ${numbers.join(' and ')} in ${JSON.stringify(text)}`, () => expect(read(text).numbers).to.deep.equal(numbers));
  }

  for (const text of ['`[1]`', '\\[1]', '[2024]', '[0]', '[01]', '[1', '[1,]', '[ 1]', '[a]', '[^1]', '[1-3]', '[1](https://x.org)', '[[1]](https://x.org)', '[see [1]](https://x.org)']) {
    it(`finds none in ${JSON.stringify(text)}`, () => expect(read(text).numbers).to.deep.equal([]));
  }

  it('keeps the text around it', () => expect(read('a [1] b').text).to.equal('a  b'));

  it('does not wait for a definition', () => expect(read('a [1]\n\n[1]: https://x.org').numbers).to.deep.equal(['1']));

  it('leaves the number in a link as the text of the link', () => {
    expect(markdown.render('[[1]](https://x.org)')).to.equal('<p><a href="https://x.org">[1]</a></p>\n');
    expect(markdown.render('[1](https://x.org)')).to.equal('<p><a href="https://x.org">1</a></p>\n');
  });
});
