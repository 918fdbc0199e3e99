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

  it('moves nothing of a list that grows at either end or loses items', () => {
    const moved = new MutationObserver(() => undefined);
    show('b', 'c', 'd');
    const [b, c, d] = list.children;
    moved.observe(list, {childList: true});
    show('a', 'b', 'c', 'd', 'e');
    show('b', 'd', 'e');
    const touched = new Set(moved.takeRecords().flatMap(({addedNodes, removedNodes}) => [...addedNodes, ...removedNodes]));
    moved.disconnect();
    expect(shown()).to.deep.equal(['b', 'd', 'e']);
    expect([b, d].some((node) => touched.has(node!))).to.equal(false);
    expect(touched.has(c!)).to.equal(true);
  });

  it('draws from the first item to the last, each with its place', () => {
    const drawn: string[] = [];
    const draw = (item: string, index: number) => html`<li>${drawn.push(`${index}: ${item}`)}</li>`;
    render(html`${repeat(['x', 'y'], (item) => item, draw)}`, document.createElement('ul'));
    expect(drawn).to.deep.equal(['0: x', '1: y']);
  });
});
