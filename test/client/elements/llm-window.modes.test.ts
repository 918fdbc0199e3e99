/** Languages, right to left, popup, page, keys, what is followed: the window in its surroundings. */
import {aTimeout, expect, fixture, html, nextFrame, oneEvent, waitUntil} from '@open-wc/testing';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import {allInside, expectAccessible, inside, textOf, within, withMarkdown} from '../support/elements.ts';
import {answerStarted, delta, enriched, oneAnswer, source, started} from '../support/session-events.ts';
import {WindowStage} from '../support/window-stage.ts';

const askLabel = (element: LlmWindow) => textOf(inside(within(element, 'llm-question-form'), '.ask'));

describe('llm-window in its surroundings', () => {
  let stage: WindowStage;
  before(withMarkdown);
  beforeEach(() => (stage = new WindowStage()));
  afterEach(() => {
    stage.close();
    document.documentElement.lang = 'en';
    document.documentElement.dir = '';
  });

  it('speaks the language of the page, of what it stands in, and of its own', async () => {
    const box = await fixture(html`<div lang="fr"><llm-window server=${stage.address}></llm-window></div>`);
    const element = within1(box);
    await waitUntil(() => askLabel(element) === 'Demander');
    box.setAttribute('lang', 'de-CH');
    await waitUntil(() => askLabel(element) === 'Fragen');
    element.lang = 'ja';
    await waitUntil(() => askLabel(element) === '質問する');
    element.messages = {form: {ask: 'はい'}};
    await waitUntil(() => askLabel(element) === 'はい');
  });

  it('reads from right to left: nothing hangs out, everything is accessible', async () => {
    document.documentElement.dir = 'rtl';
    document.documentElement.lang = 'ar';
    const element = await stage.window();
    element.style.setProperty('width', '320px');
    await waitUntil(() => askLabel(element) === 'اسأل');
    element.ask('لماذا يحدث المد مرتين؟');
    await stage.streaming(element);
    await stage.say(element, oneAnswer);
    expect(getComputedStyle(within(element, '.frame')).direction).to.equal('rtl');
    expect(element.scrollWidth).to.be.at.most(320);
    expect(textOf(inside(within(element, 'llm-sources'), '[part=heading]'))).to.match(/^المصادر/);
    await expectAccessible(element);
  });

  it('stands behind a button: in the top layer, with the cursor in the box and back', async () => {
    const element = await stage.window(html`<llm-window mode="popup" server=${stage.address}></llm-window>`);
    await nextFrame();
    const frame = within(element, '.frame');
    const launcher = within(element, '.launcher');
    expect(frame.matches(':popover-open')).to.be.false;
    await expectAccessible(element);
    const toggled = oneEvent(element, 'llm-toggle');
    launcher.click();
    await toggled;
    expect(frame.matches(':popover-open')).to.be.true;
    expect(element.shadowRoot?.activeElement?.localName).to.equal('llm-question-form');
    await expectAccessible(element);
    within(element, 'llm-question-form').dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, composed: true}));
    await element.updateComplete;
    expect(frame.matches(':popover-open')).to.be.false;
    expect(element.shadowRoot?.activeElement).to.equal(launcher);
  });

  it('fills the page, and scrolls inside', async () => {
    const element = await stage.window(html`<llm-window mode="page" server=${stage.address}></llm-window>`);
    element.ask('Why?');
    await stage.streaming(element);
    await stage.say(element, [started(), enriched(source(1)), answerStarted(), delta('A paragraph.\n\n'.repeat(80))]);
    const scroller = within(element, '.scroller');
    expect(within(element, '.frame').offsetHeight).to.equal(innerHeight);
    expect(scroller.scrollHeight).to.be.greaterThan(scroller.clientHeight);
    await waitUntil(() => !within(element, '.more').hidden, 'the reader is told of what is below');
    within(element, '.more').click();
    await nextFrame();
    expect(Math.abs(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop)).to.be.below(60);
    const before = scroller.scrollTop;
    await stage.say(element, [delta('More.\n\n'.repeat(20))], 5);
    await waitUntil(() => scroller.scrollTop > before, 'the view follows the end', {timeout: 10_000});
    scroller.scrollTop = 0;
    await nextFrame(); // which tells of it
    await nextFrame();
    await aTimeout(100);
    await stage.say(element, [delta('Still more.\n\n'.repeat(20))], 6);
    await aTimeout(100);
    expect(scroller.scrollTop, 'a reader who left the end is left alone').to.equal(0);
  });

  it('takes the cursor at a slash, where the page allows it and nobody types', async () => {
    const element = await stage.window(html`<llm-window server=${stage.address}></llm-window>`);
    const slash = () => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true, composed: true, cancelable: true}));
    expect(slash()).to.be.true;
    element.shortcut = true;
    expect(slash(), 'the key is taken').to.be.false;
    expect(document.activeElement).to.equal(element);
    const popup = await stage.window(html`<llm-window mode="popup" shortcut server=${stage.address}></llm-window>`);
    element.shortcut = false;
    (document.activeElement as HTMLElement).blur();
    expect(slash()).to.be.false;
    await popup.updateComplete;
    expect(popup.open, 'a closed popup is opened first').to.be.true;
    expect(document.activeElement).to.equal(popup);
    const box = await fixture<HTMLInputElement>(html`<input aria-label="other" />`);
    expect(box.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true, composed: true, cancelable: true}))).to.be.true;
  });

  it('shows the cited passage beside a citation, and marks what was not found', async () => {
    const element = await stage.window();
    element.ask('Why?');
    await stage.streaming(element);
    const citations = [{n: 1, start: 10, end: 13, supported: true, quote: 'The Moon pulls the water.'}, {n: 1, start: 25, end: 28, supported: false}];
    await stage.say(element, [started(), enriched(source(1)), answerStarted(), delta('The moon [1]. And the sun [1], or not [7].'), {...oneAnswer.at(-2)!, citations} as (typeof oneAnswer)[number]]);
    const answer = within(within(element, 'llm-answers'), 'llm-answer');
    const [good, bad, unknown] = allInside(answer, '.citation');
    expect([good, bad].map((one) => one?.classList.contains('unsupported'))).to.deep.equal([false, true]);
    expect(bad).to.have.attribute('aria-label').that.includes('Not found in the source');
    expect(unknown?.title).to.equal('There is no source with this number');
    expect(allInside(answer, '.notice').map(textOf)).to.deep.equal(['1 citation was not found in its source.']);
    good?.focus();
    await waitUntil(() => inside(answer, '#card:popover-open'));
    const card = within(answer, '#card');
    expect(textOf(card)).to.include('The Moon pulls the water.').and.to.include('The source says this');
    expect(good).to.have.attribute('aria-describedby', 'card');
    await expectAccessible(answer);
    document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
    expect(card.matches(':popover-open')).to.be.false;
  });

  it('says nothing to readers who want to hear nothing', async () => {
    const element = await stage.window(html`<llm-window verbosity="off" server=${stage.address}></llm-window>`);
    const notified: string[] = [];
    Object.assign(element, {ariaNotify: (text: string) => notified.push(text)});
    element.ask('Why?');
    await stage.streaming(element);
    await stage.say(element, oneAnswer);
    await aTimeout(500);
    expect(notified).to.deep.equal([]);
    element.verbosity = 'boundaries';
    element.ask('And why not?');
    await waitUntil(() => notified.length > 0, 'and hears it again when they want to');
  });

  it('has the colours of the page that it stands in', async () => {
    const element = await stage.window(html`<llm-window server=${stage.address} style="--llm-accent: rgb(1, 2, 3); --llm-surface: rgb(4, 5, 6)"></llm-window>`);
    element.ask('Why?');
    await stage.streaming(element);
    await stage.say(element, [started(), enriched(source(1)), answerStarted(), delta('See [the tables](https://tides.example/).')]);
    const link = within(within(within(element, 'llm-answers'), 'llm-answer'), '.body a');
    expect(getComputedStyle(link).color).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(within(element, '.frame')).backgroundColor).to.equal('rgb(4, 5, 6)');
  });

  it('says each finished paragraph to readers who want to hear them', async () => {
    const element = await stage.window(html`<llm-window verbosity="paragraphs" server=${stage.address}></llm-window>`);
    const notified: string[] = [];
    Object.assign(element, {ariaNotify: (text: string) => notified.push(text)});
    element.ask('Why?');
    await stage.streaming(element);
    await stage.say(element, [started(), enriched(source(1)), answerStarted(), delta('# Tides\n\nThe **moon** pulls [1].\n\n```js\na\nb\n```\n\nUnfinis')]);
    await waitUntil(() => notified.length > 0);
    expect(notified.join(' ')).to.include('Tides The moon pulls. Code, 2 lines.').and.not.to.include('Unfinis');
  });
});

function within1(box: Element): LlmWindow {
  const found = box.querySelector<LlmWindow>('llm-window');
  if (!found) throw new Error('There is no window');
  return found;
}
