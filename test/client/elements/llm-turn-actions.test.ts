import {aTimeout, expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {LlmTurnActions} from '../../../client/elements/llm-turn-actions.ts';
import {shareLink} from '../../../client/elements/share-link.ts';
import type {Feedback} from '../../../client/store/api.ts';
import {allInside, expectAccessible, inside, textOf, within} from '../support/elements.ts';
import {oneAnswer, stateAfter} from '../support/session-events.ts';

const session = stateAfter(...oneAnswer);
const given = async (parts: Partial<LlmTurnActions> = {}) => {
  const element = await fixture<LlmTurnActions>(html`<llm-turn-actions .session=${session} .server=${'https://answers.example'}></llm-turn-actions>`);
  Object.assign(element, parts);
  await element.updateComplete;
  return element;
};
const press = (element: LlmTurnActions, name: string) => within(element, `[aria-label="${name}"]`).click();
const outcome = (element: LlmTurnActions) => textOf(inside(element, '[role=status]'));

describe('llm-turn-actions', () => {
  it('draws nothing without a session, and offers only what it can do', async () => {
    expect(inside(await fixture(html`<llm-turn-actions></llm-turn-actions>`), '*')).to.be.null;
    const element = await given();
    expect(allInside(element, 'button').map(({ariaLabel}) => ariaLabel)).to.deep.equal(['Download as Markdown', 'Print']);
    await expectAccessible(element);
  });

  it('saves the answer as a Markdown file', async () => {
    const element = await given();
    const saved: HTMLAnchorElement[] = [];
    // The link is in no document, so its click is heard nowhere.
    Object.defineProperty(HTMLAnchorElement.prototype, 'click', {
      configurable: true,
      value(this: HTMLAnchorElement) {
        saved.push(this);
      },
    });
    try {
      press(element, 'Download as Markdown');
    } finally {
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
    }
    expect(saved.map(({download}) => download)).to.deep.equal(['answer.md']);
    const file = await (await fetch(saved[0]?.href ?? '')).blob();
    expect(file.type).to.match(/^text\/markdown/); // WebKit leaves the charset out
    expect(await file.text()).to.equal('# Why two tides?\n\nThe moon pulls [1].\n\n[1] Page 1: https://site1.example/page\n');
  });

  it('prints the page', async () => {
    const element = await given();
    let printed = 0;
    const print = Object.getOwnPropertyDescriptor(window, 'print') ?? {};
    Object.defineProperty(window, 'print', {configurable: true, value: () => (printed += 1)});
    press(element, 'Print');
    Object.defineProperty(window, 'print', print);
    expect(printed).to.equal(1);
  });

  it('sends a verdict at once, then a comment with it, and says when it could not', async () => {
    const sent: Feedback[] = [];
    let answer = (): Promise<void> => Promise.resolve();
    const element = await given({send: (feedback) => (sent.push(feedback), answer())});
    press(element, 'Not helpful');
    await waitUntil(() => inside(element, 'textarea') !== null && outcome(element) !== '');
    expect(outcome(element)).to.equal('Thank you for your feedback.');
    within<HTMLTextAreaElement>(element, 'textarea').value = ' Too short. ';
    answer = () => Promise.reject(new Error('offline'));
    within(element, '.send').click();
    await waitUntil(() => outcome(element).startsWith('Your feedback could not'));
    expect(inside(element, 'textarea'), 'to be sent again').not.to.be.null;
    answer = () => Promise.resolve();
    within(element, '.send').click();
    await waitUntil(() => inside(element, 'textarea') === null);
    expect(sent).to.deep.equal([{rating: 'down'}, {rating: 'down', comment: 'Too short.'}, {rating: 'down', comment: 'Too short.'}]);
    await aTimeout(0);
    expect(element.shadowRoot?.activeElement?.ariaLabel).to.equal('Not helpful');
  });
});

describe('shareLink', () => {
  const shared: ShareData[] = [];
  const given = (isCoarse: boolean, share: () => Promise<void>) => {
    shared.length = 0;
    Object.defineProperty(navigator, 'share', {configurable: true, value: (data: ShareData) => (shared.push(data), share())});
    window.matchMedia = () => ({matches: isCoarse}) as MediaQueryList;
    Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: () => Promise.resolve()}});
  };
  const media = window.matchMedia.bind(window);
  afterEach(() => {
    window.matchMedia = media;
    for (const name of ['share', 'clipboard']) Reflect.deleteProperty(navigator, name);
  });

  it('opens the device’s own sheet for fingers', async () => {
    given(true, () => Promise.resolve());
    expect(await shareLink('https://page.example/#x', 'Why?')).to.equal('left');
    expect(shared).to.deep.equal([{title: 'Why?', url: 'https://page.example/#x'}]);
    given(true, () => Promise.reject(new DOMException('', 'AbortError')));
    expect(await shareLink('https://page.example/#x', 'Why?'), 'the reader closed it').to.equal('left');
  });

  it('copies where there is no sheet, or it does not open', async () => {
    given(true, () => Promise.reject(new DOMException('', 'NotAllowedError')));
    expect(await shareLink('https://page.example/#x', 'Why?')).to.equal('copied');
    given(false, () => Promise.resolve());
    expect(await shareLink('https://page.example/#x', 'Why?')).to.equal('copied');
    expect(shared).to.be.empty;
  });
});
