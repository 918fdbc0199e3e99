import {expect, fixture, html} from '@open-wc/testing';
import type {LlmSources} from '../../../client/elements/llm-sources.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, expectAccessible, expectUnharmed, inside, textOf, within} from '../support/elements.ts';
import {enriched, extracted, found, hostile, pageFailed, source, stateAfter} from '../support/session-events.ts';

async function given(...said: Said[]) {
  const {pages, sources} = stateAfter(...said);
  return await fixture<LlmSources>(html`<llm-sources .pages=${pages} .sources=${sources} .server=${'https://answers.example'}></llm-sources>`);
}

const numbers = Array.from({length: 9}, (_, index) => index + 1);
const many = [...numbers.map((n) => found(n)), ...numbers.map((n) => extracted(n)), enriched(...numbers.map((n) => source(n)))];

describe('llm-sources', () => {
  it('draws nothing while nothing is found', async () => {
    expect(inside(await given(), '*')).to.be.null;
  });

  it('shows one page as a link to it, in a new tab', async () => {
    const element = await given(found(1));
    const card = within<HTMLAnchorElement>(element, '.card');
    expect(textOf(inside(element, 'h3'))).to.equal('Pages found 1');
    expect(card.href).to.equal('https://site1.example/page');
    expect(card).to.have.attribute('target', '_blank');
    expect(card).to.have.attribute('rel', 'noopener noreferrer');
    expect(inside(element, 'button')).to.be.null;
  });

  it('shows what failed and why', async () => {
    const element = await given(found(1), found(2), extracted(1), pageFailed(2), enriched(source(1)));
    expect(textOf(inside(element, '.failed .note'))).to.equal('Not read: It did not answer in time.');
    await expectAccessible(element);
  });

  it('shows the first of many, and all on demand', async () => {
    const element = await given(...many);
    const shown = () => allInside(element, '.number').map(textOf).join('');
    expect(shown()).to.equal('123456');
    expect(textOf(inside(element, 'button'))).to.equal('Show all 9');
    within(element, 'button').click();
    await element.updateComplete;
    expect(shown()).to.equal('123456789');
    expect(within(element, 'button')).to.have.attribute('aria-expanded', 'true');
    await expectAccessible(element);
  });

  it('shows all to reveal one of the hidden', async () => {
    const element = await given(...many);
    await element.reveal(8);
    expect(allInside(element, '.card')).to.have.length(9);
    element.pointedAt = 8;
    await element.updateComplete;
    expect(allInside(element, '.pointed').map((card) => card.dataset['n'])).to.deep.equal(['8']);
  });

  it('shows what there is to judge a source by, and what each of it means', async () => {
    const element = await given(found(1), extracted(1), enriched(source(1, {age: '2026-11-20', language: 'de', words: 1_240, usedWords: 120, author: 'A. Author'})));
    const details = within<HTMLDetailsElement>(element, 'details');
    expect(details.open).to.be.false;
    within(element, 'summary').click();
    expect(details.open).to.be.true;
    expect(allInside(element, 'dt').map(textOf)).to.deep.equal(['How it was got', 'Age', 'Language', 'How much was used', 'Author']);
    expect(allInside(element, '.value').map(textOf)).to.deep.equal(['Full page', 'November 20, 2026', 'German', '120 of 1,240 words', 'A. Author']);
    expect(allInside(element, '.about').every((about) => textOf(about).length > 20)).to.be.true;
    await expectAccessible(element);
  });

  it('links a document of the server to the server', async () => {
    const element = await given(found(1, {url: '/v1/corpus/abc'}), enriched(source(1, {url: '/v1/corpus/abc', how: 'corpus'})));
    expect(within<HTMLAnchorElement>(element, '.card').href).to.equal('https://answers.example/v1/corpus/abc');
  });

  it('shows what comes from outside as text, and links to no script', async () => {
    const element = await given(found(1, {title: hostile.text, url: hostile.url}), found(2, {title: 't', url: hostile.url}), enriched(source(1, {title: hostile.text, url: hostile.url})));
    expect(textOf(inside(element, '.title'))).to.equal(hostile.text);
    expect(inside(element, 'a, img, script')).to.be.null;
    allInside(element, '.card').forEach((card) => card.click());
    expectUnharmed();
    await expectAccessible(element);
  });

  it('fits a phone without scrolling the page', async () => {
    const element = await given(...many);
    element.style.setProperty('width', '300px');
    await element.updateComplete;
    expect(element.scrollWidth).to.be.at.most(300);
    const list = within(element, 'ul');
    expect(list.scrollWidth).to.be.greaterThan(list.clientWidth);
  });
});
