/** test/client/support - a window, the server it asks and the streams it opens, all in a test's hand. */
import {fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import type {Said} from '../../../shared/session-event.ts';
import {textDrawn} from './elements.ts';
import {type FakeEventSources, fakeEventSources} from './fake-event-source.ts';
import {type FakeServer, fakeServer} from './fake-server.ts';

let stages = 0;

export class WindowStage {
  /** A server of its own, since what models there are is asked once per server. */
  readonly address = `https://stage-${(stages += 1)}.example`;
  readonly server: FakeServer = fakeServer();
  readonly sources: FakeEventSources = fakeEventSources();
  readonly #browser = {fetch: globalThis.fetch, EventSource: globalThis.EventSource};

  constructor() {
    Object.assign(globalThis, {fetch: this.server.fetch, EventSource: this.sources.EventSource});
  }

  close(): void {
    Object.assign(globalThis, this.#browser);
  }

  async window(template = html`<llm-window server=${this.address}><p slot="empty">Try this</p></llm-window>`): Promise<LlmWindow> {
    return await fixture<LlmWindow>(template);
  }

  /** What was asked. */
  posted(): readonly unknown[] {
    return this.server.calls.filter(({method, path}) => method === 'POST' && path === '/v1/sessions').map(({body}) => body);
  }

  async drawn(element: LlmWindow): Promise<void> {
    await nextFrame();
    await element.updateComplete;
    await nextFrame();
    await textDrawn(element);
  }

  /** Waits for a stream, so many in all, and lets it begin. */
  async streaming(element: LlmWindow, times = 1): Promise<void> {
    await waitUntil(() => this.sources.opened.length === times, `stream ${times} was never opened`);
    this.sources.last.open();
    await this.drawn(element);
  }

  async say(element: LlmWindow, said: readonly Said[], from = 1): Promise<void> {
    said.forEach((one, index) => this.sources.last.say({...one, at: 0}, from + index));
    await this.drawn(element);
  }
}
