import {expect, fixture, html} from '@open-wc/testing';
import {copyText} from '../../../client/elements/copy-text.ts';

/** A host that gives the focus to something else, as a window does. */
class Host extends HTMLElement {
  override focus(): void {
    this.shadowRoot?.querySelector('input')?.focus();
  }
}
customElements.define('test-focus-host', Host);

describe('copyText', () => {
  it('leaves the focus where it is, also without a clipboard', async () => {
    const host = await fixture<Host>(html`<test-focus-host></test-focus-host>`);
    const [input, button] = [document.createElement('input'), document.createElement('button')];
    host.attachShadow({mode: 'open'}).append(input, button);
    const {clipboard} = navigator;
    Object.defineProperty(navigator, 'clipboard', {configurable: true, value: undefined});
    try {
      button.focus();
      await copyText('The Moon.');
      expect(host.shadowRoot?.activeElement).to.equal(button);
    } finally {
      Object.defineProperty(navigator, 'clipboard', {configurable: true, value: clipboard});
    }
  });
});
