import {aTimeout, expect, waitUntil} from '@open-wc/testing';
import {LitElement} from 'lit';
import {HiddenPause} from '../../../client/controllers/hidden-pause.ts';

class Page extends EventTarget {
  hidden = false;

  show(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

class Host extends LitElement {
  readonly told: string[] = [];
  readonly page = new Page();
  readonly pause = new HiddenPause(
    this,
    {attach: () => this.told.push('attach'), detach: () => this.told.push('detach')},
    {letGoMs: 20, lookInMs: 30, lookMs: 20, page: this.page as unknown as Document},
  );
}
customElements.define('test-hidden-pause-host', Host);

describe('HiddenPause', () => {
  it('lets go of the connection of a hidden page, looks in, and takes it up when the page is seen', async () => {
    const host = new Host();
    document.body.append(host);
    host.told.length = 0;
    host.page.show(true);
    expect(host.told).to.deep.equal([]);
    await waitUntil(() => host.told.length > 0, 'it never let go', {interval: 5});
    expect(host.told).to.deep.equal(['detach']);
    await waitUntil(() => host.told.length > 2, 'it never looked in', {interval: 5});
    expect(host.told.slice(0, 3)).to.deep.equal(['detach', 'attach', 'detach']);
    host.page.show(false);
    expect(host.told.at(-1)).to.equal('attach');
    const {length} = host.told;
    await aTimeout(80);
    expect(host.told, 'a page that is seen keeps it').to.have.length(length);
    host.remove();
  });

  it('does nothing for a page that was hidden for a moment, or without its host', async () => {
    const host = new Host();
    document.body.append(host);
    host.told.length = 0;
    host.page.show(true);
    host.page.show(false);
    await aTimeout(40);
    expect(host.told).to.deep.equal(['attach']);
    host.page.show(true);
    host.remove();
    await aTimeout(40);
    expect(host.told).to.deep.equal(['attach']);
  });
});
