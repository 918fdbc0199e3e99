import {expect} from '@open-wc/testing';
import {cut, render} from './support/render.ts';

const items = (text: string) => [...render([text]).querySelectorAll('li')].map((item) => item.textContent.trim());
const links = (text: string) => [...render([text]).querySelectorAll('a')].map((link) => `${link.textContent} -> ${link.getAttribute('href') ?? ''}`);

describe('GFM', () => {
  it('draws task lists, done and to do, tight, loose and nested', () => {
    expect(items('- [ ] to do\n- [x] done\n- [X] done\n- [y] neither\n- [ ]close\n')).to.deep.equal(['☐ to do', '☑ done', '☑ done', '[y] neither', '[ ]close']);
    expect(items('- [ ] one\n\n- [x] two\n')).to.deep.equal(['☐ one', '☑ two']);
    expect(render(['1. [x] one\n   - [ ] two\n']).querySelectorAll('.task')).to.have.length(2);
    expect(render(['[x] no list']).querySelector('.task')).to.be.null;
  });

  it('draws the same task list however it is cut, also a long one', () => {
    const text = Array.from({length: 60}, (_, index) => `- [${index % 2 ? 'x' : ' '}] item number ${index} of the list\n`).join('');
    const whole = render([text]).innerHTML;
    for (const length of [1, 3, 7, 50]) expect(render(cut(text, [length])).innerHTML).to.equal(whole);
  });

  it('links addresses that stand in the text, without the punctuation behind them', () => {
    expect(links('See https://a.example/x?q=1, (www.b.example/y_(z)) or "http://c.example".')).to.deep.equal([
      'https://a.example/x?q=1 -> https://a.example/x?q=1',
      'www.b.example/y_(z) -> http://www.b.example/y_(z)',
    ]);
    expect(links('**https://d.example**.')).to.deep.equal(['https://d.example -> https://d.example/']);
  });

  it('leaves code, links and other schemes alone', () => {
    expect(links('`https://a.example` xhttps://b.example javascript://c.example ftp://d.example')).to.deep.equal([]);
    expect(links('[https://a.example](https://b.example)')).to.deep.equal(['https://a.example -> https://b.example/']);
  });
});
