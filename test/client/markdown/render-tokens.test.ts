import {expect} from '@open-wc/testing';
import {render} from './support/render.ts';

describe('renderTokens', () => {
  it('sends links to a new tab without a way back', () => {
    const link = render(['[a](https://example.org "t")']).querySelector('a')!;
    expect(link.outerHTML).to.equal(
      '<a href="https://example.org/" rel="noopener noreferrer nofollow" target="_blank" title="t">a</a>',
    );
  });

  it('shows a link that nobody should follow as its words', () => {
    expect(render(['[a](/path) [b](ftp://x.org)']).innerHTML).to.equal('<p><a>a</a> <a>b</a></p>');
  });

  it('puts a table into a box that scrolls and takes the focus', () => {
    const box = render(['| a |\n|--:|\n| 1 |']).firstElementChild!;
    expect(box.className).to.equal('table');
    expect(box.getAttribute('tabindex')).to.equal('0');
    expect(box.firstElementChild!.localName).to.equal('table');
    expect(box.querySelector('td')!.className).to.equal('align-right');
    expect(box.querySelector('[style]')).to.equal(null);
  });

  it('shows raw HTML as text', () => {
    const element = render(['<b onclick="x()">bold</b>\n\n<script>alert(1)</script>']);
    expect(element.textContent).to.equal('<b onclick="x()">bold</b><script>alert(1)</script>');
    expect([...element.querySelectorAll('*')].every(({localName}) => localName === 'p')).to.equal(true);
  });

  it('names the language of code', () => {
    expect(render(['```c++ title="a"\nx\n```']).querySelector('code')!.className).to.equal('language-c++');
  });
});
