import {expect, fixture, html} from '@open-wc/testing';
import {defineModelMenu} from '../../../client/elements/define-model-menu.ts';
import type {LlmModelMenu} from '../../../client/elements/llm-model-menu.ts';
import {allInside, expectAccessible, expectUnharmed, inside, textOf, within} from '../support/elements.ts';
import {hostile} from '../support/session-events.ts';

const given = async (models: readonly string[], chosen: readonly string[] = []) => {
  const element = await fixture<LlmModelMenu>(html`<llm-model-menu .models=${models} .chosen=${chosen}></llm-model-menu>`);
  const open = async () => {
    within(element, 'button').click();
    await element.updateComplete;
  };
  return {element, open, isOpen: () => !within<HTMLFieldSetElement>(element, 'fieldset').hidden};
};

describe('llm-model-menu', () => {
  before(defineModelMenu);

  it('draws nothing when there is nothing to choose', async () => {
    expect(inside((await given([])).element, 'button')).to.be.null;
    expect(inside((await given(['m1'])).element, 'button')).to.be.null;
  });

  it('says what is chosen', async () => {
    const label = async (chosen: readonly string[]) => textOf(inside((await given(['m1', 'm2', 'm3'], chosen)).element, 'button'));
    expect([await label([]), await label(['m2']), await label(['m1', 'm3'])]).to.deep.equal(['Models: automatic', 'm2', '2 models']);
  });

  it('chooses in the order of the list', async () => {
    const {element, open} = await given(['m1', 'm2', 'm3'], ['m3']);
    let changes = 0;
    element.addEventListener('change', () => (changes += 1));
    await open();
    inside<HTMLInputElement>(element, 'input[value=m1]')?.click();
    expect(element.chosen).to.deep.equal(['m1', 'm3']);
    inside<HTMLInputElement>(element, 'input[value=m3]')?.click();
    expect(element.chosen).to.deep.equal(['m1']);
    expect(changes).to.equal(2);
  });

  it('closes on Escape and takes the focus back, and that Escape means no more', async () => {
    const {element, open, isOpen} = await given(['m1', 'm2']);
    await open();
    expect(isOpen()).to.be.true;
    const escape = new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, cancelable: true, composed: true});
    inside(element, 'input')?.focus();
    inside(element, 'input')?.dispatchEvent(escape);
    await element.updateComplete;
    expect(isOpen()).to.be.false;
    expect(escape.defaultPrevented).to.be.true;
    expect(element.shadowRoot?.activeElement).to.equal(within(element, 'button'));
  });

  it('closes when the reader presses elsewhere, not inside', async () => {
    const {element, open, isOpen} = await given(['m1', 'm2']);
    await open();
    within(element, 'label').dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, composed: true}));
    await element.updateComplete;
    expect(isOpen()).to.be.true;
    document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, composed: true}));
    await element.updateComplete;
    expect(isOpen()).to.be.false;
  });

  it('shows names as text', async () => {
    const {element, open} = await given([hostile.text, 'm2']);
    await open();
    expect(allInside(element, 'label').map(textOf)).to.deep.equal([hostile.text, 'm2']);
    expect(inside(element, 'img, script')).to.be.null;
    expectUnharmed();
  });

  it('is accessible, closed and open', async () => {
    const {element, open} = await given(['m1', 'm2'], ['m1']);
    await expectAccessible(element);
    await open();
    await expectAccessible(element);
  });
});
