import {expect} from '@open-wc/testing';
import {MarkdownBody} from '../../../client/elements/markdown-body.ts';
import {englishMarkdownWords} from '../../../client/markdown/markdown-words.ts';

const given = () => new MarkdownBody(document.createElement('div'), {citation: () => undefined, words: () => englishMarkdownWords});

describe('MarkdownBody', () => {
  it('shows so much more of a text as it is told to', () => {
    const [body, text] = [given(), 'One *two* three'];
    body.show(text, true, 6);
    expect(body.root.textContent).to.equal('One t');
    expect(body.length).to.equal(6);
    body.show(text, true, 3);
    expect(body.root.textContent).to.equal('One two');
    body.show(text, true, 6);
    expect(body.root.textContent).to.equal('One two three');
    expect(body.length).to.equal(text.length);
  });

  it('ends a text that is complete once it is told to show all of it', () => {
    const [body, text] = [given(), 'One *two'];
    body.show(text, true, 100);
    expect(body.root.textContent, 'there may be more').to.equal('One two');
    body.show(text, true);
    expect(body.root.textContent).to.equal(text);
  });

  it('never shows half of a character', () => {
    const [body, text] = [given(), 'a😀b'];
    body.show(text, false, 2);
    expect(body.root.textContent).to.equal('a');
    body.show(text, false, 2);
    expect(body.root.textContent).to.equal('a😀');
    body.show(text, true);
    expect(body.root.textContent).to.equal(text);
  });

  it('begins anew with a text that is another', () => {
    const body = given();
    body.show('The first one', true);
    body.show('Another text', true, 7);
    expect(body.root.textContent).to.equal('Another');
  });
});
