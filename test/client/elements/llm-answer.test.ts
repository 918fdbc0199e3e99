import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {LlmAnswer} from '../../../client/elements/llm-answer.ts';
import type {LlmCopyButton} from '../../../client/elements/llm-copy-button.ts';
import type {CitationEvent} from '../../../client/events/citation-event.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, expectAccessible, expectUnharmed, inside, textOf, within, withMarkdown} from '../support/elements.ts';
import {answered, answerFailed, answerStarted, delta, hostile, source, stateAfter, synthesisDelta, synthesisStarted, synthesized} from '../support/session-events.ts';

const sources = [source(1), source(2, {url: '/v1/corpus/x', title: 'Handbook'})];
const answerAfter = (...said: Said[]) => stateAfter(answerStarted(), ...said).answers[0];

async function given(...said: Said[]) {
  return await fixture<LlmAnswer>(html`<llm-answer .writing=${answerAfter(...said)} .sources=${sources} .server=${'https://answers.example'}></llm-answer>`);
}

const text = (element: LlmAnswer) => textOf(inside(element, '.body'));
const notices = (element: LlmAnswer) => allInside(element, '.notice').map(textOf);

/** Then a frame has room for all that is to be drawn in it: on a slow machine some of it would wait for the next one. */
const whileTheClockStands = (test: () => Promise<void>) => async () => {
  const stands = performance.now();
  Object.defineProperty(performance, 'now', {value: () => stands, configurable: true});
  try {
    await test();
  } finally {
    Reflect.deleteProperty(performance, 'now');
  }
};

describe('llm-answer', () => {
  before(withMarkdown);

  it('draws nothing without a writing', async () => {
    const element = await fixture<LlmAnswer>(html`<llm-answer></llm-answer>`);
    expect(inside(element, '*')).to.be.null;
  });

  it('shows that it waits for the first words', async () => {
    const element = await given();
    expect(textOf(inside(element, '.status'))).to.equal('Thinking');
    expect(inside(element, '.skeleton')).not.to.be.null;
    expect(within(element, '.body').hidden).to.be.true;
    await expectAccessible(element);
  });

  it(
    'has its marks and buttons again in the frame in which it is drawn anew for want of an entity',
    whileTheClockStands(async () => {
      const said = '`&Zopf;` &Zopf; pulls [1].\n\n```\ncode\n```\n';
      const element = await fixture<LlmAnswer>(html`<llm-answer .sources=${[source(1)]}></llm-answer>`);
      const texts: string[] = [];
      const observer = new MutationObserver(() => texts.push(textOf(inside(element, '.body')))); // right after it is drawn: what it wants may come before the next frame
      observer.observe(element.shadowRoot!, {subtree: true, childList: true, characterData: true});
      element.writing = answerAfter(delta(said), {type: 'answer-end', model: 'm1', finishReason: 'stop', citations: [{n: 1, start: said.indexOf('[1]'), end: said.indexOf('[1]') + 3, supported: false}], ttftMs: 1, ms: 2});
      await element.updateComplete;
      observer.disconnect();
      const body = within(element, '.body');
      expect(texts.find((text) => text !== '')).to.contain('&Zopf; pulls');
      expect([inside(element, '.unsupported'), inside(element, '.copy-code')]).not.to.include(null);
      const atFrames: boolean[] = [];
      const look = () => atFrames.push(inside(element, '.citation.unsupported') !== null && inside(element, '.copy-code') !== null);
      while (!textOf(body).includes('ℤ pulls')) {
        look();
        await new Promise(requestAnimationFrame);
      }
      look();
      expect(atFrames).not.to.include(false);
    }),
  );

  it('draws Markdown while it streams, writing only what is new', async () => {
    const element = await given(delta('The **moon'));
    const body = within(element, '.body');
    expect(body).to.have.attribute('aria-busy', 'true');
    expect(textOf(inside(element, '.status'))).to.equal('Writing');
    expect(textOf(inside(element, 'strong'))).to.equal('moon');
    element.writing = answerAfter(delta('The **moon** pulls.\n\nSo does'));
    await element.updateComplete;
    const paragraph = within(element, '.body > p');
    element.writing = answerAfter(delta('The **moon** pulls.\n\nSo does the sun.\n'));
    await element.updateComplete;
    expect(within(element, '.body > p'), 'what is written stays the same node').to.equal(paragraph);
    expect(allInside(element, '.body > p').map(textOf)).to.deep.equal(['The moon pulls.', 'So does the sun.']);
    await expectAccessible(element);
  });

  it('is accessible with footnotes, images, formulas and code', async () => {
    const element = await given(delta('A[^n] ![alt](https://a.example/i.png) $x^2$\n\n$$\ny\n$$\n\n```js\nconst a = 1;\n```\n\n```mermaid\npie\n```\n\n[^n]: Note [1].\n'), answered());
    await waitUntil(() => inside(element, '.display math') && (CSS.highlights.get('llm-code-keyword')?.size ?? 0) > 0, 'what draws them was not fetched', {timeout: 10_000});
    await expectAccessible(element);
  });

  it('gives colours of code back when it is taken off the page, and takes them again when it returns', async () => {
    const element = await given(delta('```js\nconst a = 1;\n```\n'), answered());
    const count = () => CSS.highlights.get('llm-code-keyword')?.size ?? 0;
    await waitUntil(() => count() > 0);
    const place = element.parentElement!;
    element.remove();
    const without = count();
    place.append(element);
    await waitUntil(() => count() === without + 1);
  });

  it('offers to copy the code of a block, and nothing else of it', async () => {
    const element = await given(delta('```js\nconst tides = 2;\n```\n'), answered());
    let copied = '';
    Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: (text: string) => ((copied = text), Promise.resolve())}});
    try {
      const button = within(element, '.copy-code');
      expect(button.ariaLabel).to.equal('Copy code');
      button.click();
      await waitUntil(() => textOf(button) === 'Copied');
      expect(copied.trim()).to.equal('const tides = 2;');
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });

  it('says when it was done, in small print, and offers to copy', async () => {
    const element = await given(delta('The moon pulls [1].'), answered());
    expect(textOf(inside(element, '[part=facts]'))).to.equal('first words after 0.8 s · 2 s in all · 42 tokens');
    expect(inside(element, '.status')).to.be.null;
    expect(within(element, '.body')).to.have.attribute('aria-busy', 'false');
    expect(within<LlmCopyButton>(element, 'llm-copy-button').text()).to.equal('The moon pulls [1].\n\n[1] Page 1: https://site1.example/page\n');
    await expectAccessible(element);
  });

  it('links citations to their sources, with a name, in a new tab', async () => {
    const element = await given(delta('The moon pulls [1][2], not [9].'), answered());
    const links = allInside(element, 'a.citation');
    expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('aria-label'), link.getAttribute('target')])).to.deep.equal([
      ['https://site1.example/page', 'Source 1: Page 1, site1.example', '_blank'],
      ['https://answers.example/v1/corpus/x', 'Source 2: Handbook', '_blank'],
    ]);
    expect(textOf(inside(element, '.citation.unknown'))).to.equal('[9]');
  });

  it('links a citation whose source becomes known late', async () => {
    const element = await given(delta('So [3].'));
    expect(inside(element, 'a.citation')).to.be.null;
    element.sources = [...sources, source(3)];
    await element.updateComplete;
    expect(inside(element, 'a.citation')).to.have.attribute('href', 'https://site3.example/page');
  });

  it('tells when the reader turns to a citation', async () => {
    const element = await given(delta('The moon [1].'), answered());
    const heard: string[] = [];
    element.addEventListener('llm-citation', ({detail: {n, action}}: CitationEvent) => heard.push(`${n} ${action}`));
    const link = within(element, 'a.citation');
    link.addEventListener('click', (event) => event.preventDefault());
    link.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
    expect(link).to.have.attribute('aria-label', 'Source 1: Page 1, site1.example');
    link.dispatchEvent(new PointerEvent('pointerout', {bubbles: true}));
    link.focus();
    link.click();
    link.blur();
    within(element, '.body > p').click();
    expect(heard).to.deep.equal(['1 point', '1 leave', '1 point', '1 follow', '1 leave']);
  });

  it('begins again when its text was voided', async () => {
    const element = await given(delta('Wrong *start'));
    element.writing = answerAfter(delta('Wrong *start'), {type: 'answer-reset', model: 'm1', reason: 'fallback', next: 'm2'}, delta('Right.'));
    await element.updateComplete;
    expect(text(element)).to.equal('Right.');
    expect(notices(element)).to.deep.equal(['The first text was discarded (fallback). m2 answers instead.']);
  });

  it('shows another answer in the same place', async () => {
    const element = await given(delta('First.'), answered());
    element.writing = answerAfter(delta('First. And more.'));
    await element.updateComplete;
    expect(text(element)).to.equal('First. And more.');
  });

  it('says that it is tried again', async () => {
    const element = await given({type: 'answer-retry', model: 'm1', attempt: 2, inMs: 1_000, code: 'http-500'});
    expect(notices(element)).to.deep.equal(['The model did not answer (http-500). Attempt 2 begins in 1 s.']);
  });

  it('says why it failed, and that what was written stays', async () => {
    expect(notices(await given(answerFailed()))).to.deep.equal(['It stopped in mid-sentence.']);
    const element = await given(delta('Half'), answerFailed('m1', true));
    expect(text(element)).to.equal('Half');
    expect(notices(element)).to.deep.equal(['It stopped in mid-sentence. What was written so far stays.']);
    expect(textOf(inside(element, '.status'))).to.equal('Failed');
    await expectAccessible(element);
  });

  it('makes no error of a stop', async () => {
    const element = await given(delta('Half'), {type: 'answer-error', model: 'm1', code: 'stopped', message: 'It was stopped.', partial: true});
    expect(notices(element)).to.deep.equal([]);
    expect(textOf(inside(element, '.status'))).to.equal('Not finished');
    expect(text(element)).to.equal('Half');
  });

  it('can be stopped where it is told how, once, and again when the server could not be told', async () => {
    const writing = stateAfter(answerStarted(), delta('Half')).answers[0];
    const asked: string[] = [];
    let answer: () => Promise<void> = () => Promise.reject(new Error('offline'));
    const stop = (model: string) => {
      asked.push(model);
      return answer();
    };
    const element = await fixture<LlmAnswer>(html`<llm-answer kind="one" .writing=${writing} .stop=${stop}></llm-answer>`);
    const button = within<HTMLButtonElement>(element, '[part=stop]');
    expect(button.ariaLabel).to.equal('Stop: m1');
    await expectAccessible(element);
    button.click();
    await waitUntil(() => button.getAttribute('aria-disabled') === 'false' && asked.length === 1);
    answer = () => Promise.resolve();
    button.click();
    button.click();
    await element.updateComplete;
    expect(textOf(button)).to.equal('Stopping');
    expect(asked).to.deep.equal(['m1', 'm1']);
  });

  it('says that it was stopped, keeps its text, and leaves the reader where they are', async () => {
    const element = await given(delta('Half'));
    element.stop = () => Promise.resolve();
    await element.updateComplete;
    within(element, '[part=stop]').focus();
    const end = answered();
    const [stopped] = stateAfter(answerStarted(), delta('Half'), {...end, finishReason: 'stopped', stopped: true} as Said).answers;
    element.writing = stopped;
    await element.updateComplete;
    expect(inside(element, '[part=stop]')).to.be.null;
    expect(element.shadowRoot?.activeElement).to.equal(inside(element, 'article'));
    expect(notices(element)).to.deep.equal(['Stopped. What was written so far stays.']);
    expect(textOf(inside(element, '.status'))).to.equal('Not finished');
    expect(text(element)).to.equal('Half');
    await expectAccessible(element);
    element.writing = stateAfter(answerStarted(), {...end, finishReason: 'stopped', stopped: true} as Said).answers[0];
    await element.updateComplete;
    expect(notices(element)).to.deep.equal(['Stopped before an answer was written.']);
  });

  it('is not busy for ever when its run has ended without it', async () => {
    const element = await given(delta('Half'));
    element.live = false;
    await element.updateComplete;
    expect(textOf(inside(element, '.status'))).to.equal('Not finished');
    expect(within(element, '.body')).to.have.attribute('aria-busy', 'false');
  });

  it('says that the length limit cut it off', async () => {
    const end = answered();
    expect(notices(await given(delta('x'), {...end, finishReason: 'length'} as Said))).to.deep.equal(['The answer reached its length limit and is cut off here.']);
    expect(notices(await given(end))).to.deep.equal(['The model answered with nothing.']);
  });

  it('folds reasoning away', async () => {
    const element = await given({type: 'answer-reasoning-delta', model: 'm1', text: 'Let me think.'});
    expect(within<HTMLDetailsElement>(element, '.reasoning').open).to.be.false;
    expect(textOf(inside(element, '.reasoning p'))).to.equal('Let me think.');
  });

  it('draws a synthesis with what it is made of', async () => {
    const {synthesis} = stateAfter(synthesisStarted('m1', 'm2'), synthesisDelta('Both agree.'), synthesized(['m1', 'm2'], ['m3']));
    const element = await fixture<LlmAnswer>(html`<llm-answer kind="synthesis" .writing=${synthesis}></llm-answer>`);
    expect(textOf(inside(element, 'header'))).to.equal('Combined answer made from m1 and m2');
    expect(notices(element)).to.deep.equal(['Without m3: too late, stopped or failed.']);
    await expectAccessible(element);
  });

  it('shows what comes from outside as text, and links to no script', async () => {
    const writing = stateAfter(answerStarted(hostile.text), delta(`${hostile.text} [a](${hostile.url}) [1]`, hostile.text), {...answerFailed(hostile.text, true), message: hostile.text} as Said).answers[0];
    const element = await fixture<LlmAnswer>(html`<llm-answer .writing=${writing} .sources=${[source(1, {url: hostile.url, title: hostile.text})]}></llm-answer>`);
    expect(inside(element, 'img, script, a')).to.be.null;
    expect(textOf(inside(element, '.by'))).to.equal(hostile.text);
    expectUnharmed();
  });
});
