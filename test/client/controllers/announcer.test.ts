import {aTimeout, expect, fixture, html} from '@open-wc/testing';
import {LitElement} from 'lit';
import {Announcer} from '../../../client/controllers/announcer.ts';

class Host extends LitElement {
  readonly announcer = new Announcer(this, () => false);

  protected override render() {
    return this.announcer.render();
  }
}
customElements.define('test-announcer-host', Host);

const regions = (host: Host) => [...host.renderRoot.querySelectorAll('[aria-live]')].map((region) => `${region.getAttribute('aria-live') ?? ''}: ${region.textContent}`).filter((text) => !text.endsWith(': '));

describe('Announcer', () => {
  it('says together what comes together, of each topic only the newest', async () => {
    const host = await fixture<Host>(html`<test-announcer-host></test-announcer-host>`);
    host.announcer.say({topic: 'stage', text: 'Searching.', urgent: false});
    host.announcer.say({topic: 'm1', text: 'm1 has answered.', urgent: false});
    host.announcer.say({topic: 'stage', text: 'Reading.', urgent: false});
    host.announcer.say({topic: 'end', text: 'It failed.', urgent: true});
    expect(regions(host)).to.deep.equal([]);
    await aTimeout(400);
    await host.updateComplete;
    expect(regions(host)).to.deep.equal(['polite: m1 has answered. Reading.', 'assertive: It failed.']);
  });

  it('takes another region for the same words, so that they are heard again', async () => {
    const host = await fixture<Host>(html`<test-announcer-host></test-announcer-host>`);
    const sayAndFind = async () => {
      host.announcer.say({topic: 'end', text: 'Stopped.', urgent: false});
      await aTimeout(400);
      await host.updateComplete;
      return [...host.renderRoot.querySelectorAll('[aria-live]')].findIndex(({textContent}) => textContent === 'Stopped.');
    };
    const first = await sayAndFind();
    expect(await sayAndFind()).not.to.equal(first);
  });

  it('says nothing more once its host is gone', async () => {
    const host = await fixture<Host>(html`<test-announcer-host></test-announcer-host>`);
    host.announcer.say({topic: 'end', text: 'Stopped.', urgent: false});
    host.remove();
    await aTimeout(400);
    await host.updateComplete;
    expect(regions(host)).to.deep.equal([]);
  });
});
