import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {LlmCopyButton} from '../../../client/elements/llm-copy-button.ts';
import {expectAccessible, textOf, within} from '../support/elements.ts';

describe('llm-copy-button', () => {
  const original = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  const withClipboard = (writeText: (text: string) => Promise<void>) => Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText}});
  afterEach(() => {
    if (original) Object.defineProperty(navigator, 'clipboard', original);
    else Reflect.deleteProperty(navigator, 'clipboard');
  });

  const given = async () => await fixture<LlmCopyButton>(html`<llm-copy-button .text=${() => 'the text'}></llm-copy-button>`);

  it('copies and says so', async () => {
    const copied: string[] = [];
    withClipboard((text) => Promise.resolve(void copied.push(text)));
    const element = await given();
    await expectAccessible(element);
    within(element, 'button').click();
    await waitUntil(() => textOf(within(element, 'button')) === 'Copied');
    expect(copied).to.deep.equal(['the text']);
  });

  it('leaves nothing behind when it must copy by selection', async () => {
    withClipboard(() => Promise.reject(new DOMException('', 'NotAllowedError')));
    const element = await given();
    const before = document.body.childElementCount;
    within(element, 'button').click();
    await waitUntil(() => textOf(within(element, 'button')) !== 'Copy');
    expect(document.body.childElementCount).to.equal(before);
  });
});
