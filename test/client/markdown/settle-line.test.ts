import {expect} from '@open-wc/testing';
import {settleLine} from '../../../client/markdown/settle-line.ts';

describe('settleLine', () => {
  for (const line of ['-', '* ', '1', '12.', '1. ', '#', '## ', '>', '> -', '```', '~~', '---', '===', '* * *', '|', '| --- | :-', '- - ']) {
    it(`hides ${JSON.stringify(line)}, which may become anything`, () => expect(settleLine(`text\n${line}`)).to.equal('text\n'));
  }

  for (const line of ['- a', '1. a', '# a', '> a', '```js', '2024 was', '-1 degrees', '**b', 'a | b']) {
    it(`shows ${JSON.stringify(line)}`, () => expect(settleLine(`text\n\n${line}`)).to.equal(`text\n\n${line}`));
  }

  it('shows complete lines as they are', () => expect(settleLine('text\n---\n')).to.equal('text\n---\n'));

  it('makes a table of its first line', () => {
    expect(settleLine('| a | b')).to.equal('| a | b\n| --- | --- |');
    expect(settleLine('| a \\| b |')).to.equal('| a \\| b |\n| --- |');
    expect(settleLine('text\n\n| a |\n')).to.equal('text\n\n| a |\n| --- |');
    expect(settleLine('| a | b |\n| --- | -')).to.equal('| a | b |\n| --- | --- |');
  });

  it('leaves a table that has its own delimiter row', () => expect(settleLine('| a |\n|---|\n| b')).to.equal('| a |\n|---|\n| b'));

  it('hides what may be a link definition, where one may stand', () => {
    expect(settleLine('text\n\n[a')).to.equal('text\n\n');
    expect(settleLine('[a]: https://x')).to.equal('');
    expect(settleLine('[a]: /x\n[b]:')).to.equal('[a]: /x\n');
    expect(settleLine('text\n[a]: /x')).to.equal('text\n[a]: /x');
    expect(settleLine('[a](b')).to.equal('[a](b');
  });

  it('makes no table and no definition of code', () => {
    expect(settleLine('- ```\n\n| a')).to.equal('- ```\n\n| a');
    expect(settleLine('- ```\n\n[a')).to.equal('- ```\n\n[a');
    expect(settleLine('- ```\n  a\n  ``')).to.equal('- ```\n  a\n');
  });
});
