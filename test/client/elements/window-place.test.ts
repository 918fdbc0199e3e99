import {expect, fixture, html} from '@open-wc/testing';
import {claimPlace} from '../../../client/elements/window-place.ts';

const make = () => document.createElement('test-placed');

describe('claimPlace', () => {
  let page: HTMLElement;
  beforeEach(async () => (page = await fixture(html`<div></div>`)));

  it('tells windows of a page apart by their ids, or by where they stand', () => {
    const [first, second, named] = [make(), make(), make()];
    named.id = 'mine';
    page.append(first, named, second);
    expect([first, named, second].map(claimPlace)).to.deep.equal(['0', 'mine', '2']);
    expect(claimPlace(second), 'asked again').to.equal('2');
  });

  it('tells them apart in shadow roots, too', () => {
    const hosts = ['test-host-a', 'test-host-a'].map((name) => {
      const host = document.createElement(name);
      const window = make();
      host.attachShadow({mode: 'open'}).append(window);
      page.append(host);
      return window;
    });
    expect(new Set(hosts.map(claimPlace)).size).to.equal(2);
  });

  it('gives nobody’s place to one that is put before it, until its owner is gone', () => {
    const first = make();
    page.append(first);
    const place = claimPlace(first);
    const before = make();
    page.prepend(before);
    expect(claimPlace(before)).not.to.equal(place);
    first.remove();
    before.remove();
    const next = make();
    page.append(next);
    expect(claimPlace(next)).to.equal(place);
  });
});
