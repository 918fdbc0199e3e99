import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {LlmAnswers} from '../../../client/elements/llm-answers.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, expectAccessible, expectUnharmed, inside, textOf, within, withMarkdown} from '../support/elements.ts';
import {answered, answerFailed, answerStarted, delta, hostile, stateAfter, synthesisDelta, synthesisStarted} from '../support/session-events.ts';

const three = [answerStarted('m1'), answerStarted('m2'), answerStarted('m3'), delta('One.', 'm1'), answered('m1'), delta('Two', 'm2'), answerFailed('m3')];

async function given(width: number, ...said: Said[]) {
  const {answers, synthesis} = stateAfter(...said);
  const box = await fixture(html`<div><llm-answers .answers=${answers} .synthesis=${synthesis}></llm-answers></div>`);
  const element = box.querySelector('llm-answers');
  if (!element) throw new Error('There is no llm-answers');
  const resize = async (to: number) => {
    box.setAttribute('style', `width: ${to}px`);
    const hasTabs = to < 700;
    await waitUntil(() => allInside(element, '[role=tabpanel]').length > 0 === (hasTabs && answers.length > 1), 'the layout never followed the width');
  };
  await resize(width);
  await element.updateComplete; // it may have waited for its turn
  return {element, resize};
}

const tabs = (element: LlmAnswers) => allInside(element, '[role=tab]');
const shown = (element: LlmAnswers) => allInside(element, 'llm-answer').filter((answer) => answer.checkVisibility()).length;
const selected = (element: LlmAnswers) => textOf(inside(element, '[aria-selected=true] .name'));

describe('llm-answers', () => {
  before(withMarkdown);

  it('draws nothing without answers', async () => {
    expect(inside((await given(400)).element, '*')).to.be.null;
  });

  it('draws one answer by itself, without tabs', async () => {
    const {element} = await given(400, answerStarted('m1'), delta('One.', 'm1'));
    expect(tabs(element)).to.be.empty;
    expect(inside(element, 'llm-answer')).to.have.attribute('kind', 'only');
  });

  it('shows columns where there is room', async () => {
    const {element} = await given(900, ...three);
    expect(shown(element)).to.equal(3);
    expect(within(element, '[role=tablist]').checkVisibility()).to.be.false;
    expect(inside(element, '[role=tabpanel]')).to.be.null;
    const [first, second] = allInside(element, '.panel').map((panel) => panel.getBoundingClientRect());
    expect(second?.left).to.be.greaterThan(first?.right ?? Infinity);
    await expectAccessible(element);
  });

  it('shows tabs where there is not, each with its model and state', async () => {
    const {element} = await given(360, ...three);
    expect(shown(element)).to.equal(1);
    expect(tabs(element).map(textOf)).to.deep.equal(['m1 Done', 'm2 Writing', 'm3 Failed']);
    expect(allInside(element, '[role=tabpanel]')[0]).to.have.attribute('aria-labelledby', 'tab-0');
    await expectAccessible(element);
  });

  it('changes between the two with its width, and keeps the chosen tab', async () => {
    const {element, resize} = await given(360, ...three);
    tabs(element)[1]?.click();
    await resize(900);
    expect(shown(element)).to.equal(3);
    await resize(360);
    expect(selected(element)).to.equal('m2');
  });

  it('moves between tabs by keyboard', async () => {
    const {element} = await given(360, ...three);
    const press = async (key: string) => {
      element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
      await element.updateComplete;
      expect(element.shadowRoot?.activeElement).to.equal(inside(element, '[aria-selected=true]'));
      return selected(element);
    };
    tabs(element)[0]?.focus();
    expect([await press('ArrowRight'), await press('End'), await press('ArrowRight'), await press('ArrowLeft'), await press('Home'), await press('x')]).to.deep.equal(['m2', 'm3', 'm1', 'm3', 'm1', 'm1']);
    expect(tabs(element).map((tab) => tab.tabIndex)).to.deep.equal([0, -1, -1]);
  });

  it('moves the other way in a right-to-left page', async () => {
    const {element} = await given(360, ...three);
    element.dir = 'rtl';
    tabs(element)[0]?.focus();
    tabs(element)[0]?.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true, cancelable: true}));
    await element.updateComplete;
    expect(selected(element)).to.equal('m2');
  });

  it('lets each answer that is being written be stopped by itself, but not the synthesis and not one alone', async () => {
    const stops = (element: LlmAnswers) => allInside(element, 'llm-answer').map((answer) => inside(answer, '[part=stop]') !== null);
    const several = await given(900, ...three, synthesisStarted('m1'), synthesisDelta('Both'));
    several.element.stop = () => Promise.resolve();
    await several.element.updateComplete;
    expect(stops(several.element)).to.deep.equal([false, false, true, false]);
    const alone = await given(900, answerStarted('m1'), delta('One', 'm1'));
    alone.element.stop = () => Promise.resolve();
    await alone.element.updateComplete;
    expect(stops(alone.element)).to.deep.equal([false]);
  });

  it('puts the synthesis on top', async () => {
    const {element} = await given(360, ...three, synthesisStarted('m1', 'm2'), synthesisDelta('Both.'));
    const kinds = allInside(element, 'llm-answer').map((answer) => answer.getAttribute('kind'));
    expect(kinds).to.deep.equal(['synthesis', 'one', 'one', 'one']);
    await expectAccessible(element);
  });

  it('keeps the drawn answers when the synthesis comes', async () => {
    const {element} = await given(360, ...three);
    const before = within(element, '.panel llm-answer');
    element.synthesis = stateAfter(...three, synthesisStarted('m1')).synthesis;
    await element.updateComplete;
    expect(within(element, '.panel llm-answer')).to.equal(before);
  });

  it('shows names as text', async () => {
    const {element} = await given(360, answerStarted(hostile.text), answerStarted('m2'));
    expect(textOf(inside(element, '.name'))).to.equal(hostile.text);
    expect(inside(element, 'img, script')).to.be.null;
    expectUnharmed();
  });
});
