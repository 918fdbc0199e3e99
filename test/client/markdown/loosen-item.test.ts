import {expect} from '@open-wc/testing';
import {loosenItem} from '../../../client/markdown/loosen-item.ts';
import {render} from './support/render.ts';

describe('loosenItem', () => {
  it('wraps text and inline elements, not blocks', () => {
    const item = render(['- a **b** `c`\n  - nested\n  # head\n  d']).querySelector('li')!;
    loosenItem(item);
    const parts = [...item.children].map(({localName, textContent}) => `${localName}: ${textContent}`);
    expect(parts).to.deep.equal(['p: a b c', 'ul: nested', 'h1: head', 'p: d']);
  });

  it('moves the nodes, so that a selection in them stays', () => {
    const item = render(['- a']).querySelector('li')!;
    const text = item.firstChild;
    loosenItem(item);
    expect(item.firstChild!.firstChild).to.equal(text);
  });

  it('adds nothing to an empty item', () => {
    const item = document.createElement('li');
    loosenItem(item);
    expect(item.childNodes).to.have.length(0);
  });
});
