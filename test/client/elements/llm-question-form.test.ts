import {expect, fixture, html} from '@open-wc/testing';
import type {LlmModelMenu} from '../../../client/elements/llm-model-menu.ts';
import type {LlmQuestionForm} from '../../../client/elements/llm-question-form.ts';
import type {CommandEvent} from '../../../client/events/command-event.ts';
import type {SubmitQuestionEvent} from '../../../client/events/submit-event.ts';
import {expectAccessible, inside, textOf, within} from '../support/elements.ts';

async function given(activity: LlmQuestionForm['activity'] = 'idle', models: LlmQuestionForm['models'] = []) {
  const element = await fixture<LlmQuestionForm>(html`<llm-question-form .activity=${activity} .models=${models}></llm-question-form>`);
  const textarea = within<HTMLTextAreaElement>(element, 'textarea');
  const asked: SubmitQuestionEvent[] = [];
  const commands: string[] = [];
  element.addEventListener('llm-submit', (event) => asked.push(event));
  element.addEventListener('llm-command', (event: CommandEvent) => commands.push(event.command));
  const type = async (text: string) => {
    textarea.value = text;
    textarea.dispatchEvent(new Event('input'));
    await element.updateComplete;
  };
  const press = (key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', {key, bubbles: true, composed: true, cancelable: true, ...more});
    textarea.dispatchEvent(event);
    return event;
  };
  return {element, textarea, asked, commands, type, press};
}

describe('llm-question-form', () => {
  it('asks on Enter, trimmed, and empties the box', async () => {
    const {element, textarea, asked, type, press} = await given();
    await type('  Why two tides?\n');
    expect(press('Enter').defaultPrevented).to.be.true;
    expect(asked.map(({question}) => question)).to.deep.equal(['Why two tides?']);
    await element.updateComplete;
    expect(textarea.value).to.equal('');
  });

  it('keeps the text when the page says no', async () => {
    const {element, textarea, type, press} = await given();
    element.addEventListener('llm-submit', (event) => event.preventDefault());
    await type('Why?');
    press('Enter');
    await element.updateComplete;
    expect(textarea.value).to.equal('Why?');
  });

  it('leaves Shift+Enter to the box, and Enter to an input method that composes', async () => {
    const {asked, type, press} = await given();
    await type('なぜ');
    expect(press('Enter', {shiftKey: true}).defaultPrevented).to.be.false;
    expect(press('Enter', {isComposing: true}).defaultPrevented).to.be.false;
    expect(press('Enter', {keyCode: 229}).defaultPrevented).to.be.false;
    expect(asked).to.be.empty;
    press('Enter');
    expect(asked).to.have.length(1);
  });

  it('asks on the button', async () => {
    const {element, asked, type} = await given();
    await type('Why?');
    within(element, '.ask').click();
    expect(asked).to.have.length(1);
  });

  it('does not ask nothing', async () => {
    const {element, asked, type, press} = await given();
    await type('  \n ');
    press('Enter');
    within(element, '.ask').click();
    expect(asked).to.be.empty;
    expect(within(element, '.ask')).to.have.attribute('aria-disabled', 'true');
  });

  it('counts near the limit, and does not ask beyond it', async () => {
    const {element, textarea, asked, type, press} = await given();
    await type('x'.repeat(1_799));
    expect(textOf(inside(element, '#count'))).to.equal('');
    await type('x'.repeat(1_800));
    expect(textOf(inside(element, '#count'))).to.equal('1,800 of 2,000 characters');
    await type('x'.repeat(2_003));
    expect(textOf(inside(element, '#count'))).to.equal('3 characters too many');
    expect(textarea).to.have.attribute('aria-invalid', 'true');
    press('Enter');
    expect(asked).to.be.empty;
    await expectAccessible(element);
    await type('x'.repeat(2_000));
    press('Enter');
    expect(asked).to.have.length(1);
  });

  it('turns Ask into Stop while an answer is under way, and still takes the next question', async () => {
    const {element, asked, commands, type, press} = await given('running');
    const button = within(element, '.ask');
    expect(textOf(button)).to.equal('Stop');
    button.click();
    expect(commands).to.deep.equal(['stop']);
    await type('And now?');
    press('Enter');
    expect(asked).to.have.length(1);
    await expectAccessible(element);
  });

  it('waits for the end once Stop was pressed', async () => {
    const {element, commands} = await given('stopping');
    const button = within(element, '.ask');
    expect(textOf(button)).to.equal('Stopping');
    button.click();
    expect(commands).to.be.empty;
  });

  it('grows with its text, up to a point', async () => {
    const {element, textarea, type} = await given();
    const {offsetHeight: one} = textarea;
    await type('a\nb\nc\nd');
    const {offsetHeight: four} = textarea;
    expect(four).to.be.greaterThan(one);
    await type('line\n'.repeat(200));
    await element.updateComplete;
    expect(textarea.offsetHeight).to.be.lessThan(innerHeight);
    expect(textarea.scrollHeight).to.be.greaterThan(textarea.offsetHeight);
  });

  it('shows the server’s own choice of models, and asks for others once the reader has chosen', async () => {
    const {element, asked, type, press} = await given('idle', [
      {id: 'm1', isDefault: true},
      {id: 'm2', isDefault: false},
    ]);
    await type('Why?');
    press('Enter');
    await customElements.whenDefined('llm-model-menu');
    const menu = within<LlmModelMenu>(element, 'llm-model-menu');
    await menu.updateComplete;
    inside<HTMLInputElement>(menu, 'input[value=m2]')?.click();
    await element.updateComplete;
    await type('Why not?');
    press('Enter');
    expect(asked.map(({models}) => models)).to.deep.equal([[], ['m1', 'm2']]);
  });

  it('is accessible while empty', async () => {
    const {element, textarea} = await given();
    expect(textOf(inside(element, 'label'))).to.equal('Your question');
    element.focus();
    expect(element.shadowRoot?.activeElement).to.equal(textarea);
    await expectAccessible(element);
  });
});
