import {expect} from '@open-wc/testing';
import {html, render} from 'lit';
import {repeat} from '../../../client/elements/repeat.ts';

describe('repeat', () => {
  const list = document.createElement('ul');
  const show = (...items: string[]) => render(html`${repeat(items, (item) => item, (item) => html`<li>${item}</li>`)}`, list);
  const shown = () => Array.from(list.children, ({textContent}) => textContent);

  it('leaves nothing behind of items that went, whichever they were', () => {
    show('a', 'b', 'c', 'd');
    const [, b] = list.children;
    const nodes = list.childNodes.length;
    show('b', 'c', 'd', 'e'); // one goes at the front
    show('e', 'b', 'x', 'c'); // one in the middle, and the others move
    expect(shown()).to.deep.equal(['e', 'b', 'x', 'c']);
    expect(list.children[1]).to.equal(b);
    expect(list.childNodes.length).to.equal(nodes);
    show('b');
    show('y', 'z', 'b', 'w'); // all of these
    expect(list.childNodes.length).to.equal(nodes);
    show();
    show('1', '2', '3', '4');
    expect(list.childNodes.length).to.equal(nodes);
  });
});
