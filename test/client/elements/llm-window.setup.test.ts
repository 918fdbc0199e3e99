import {expect, html, waitUntil} from '@open-wc/testing';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import type {AskEvent} from '../../../client/events/ask-event.ts';
import type {FailedEvent} from '../../../client/events/failed-event.ts';
import {inside, textOf, within} from '../support/elements.ts';
import {WindowStage} from '../support/window-stage.ts';

describe('llm-window that is set up wrongly', () => {
  let stage: WindowStage;
  beforeEach(() => (stage = new WindowStage()));
  afterEach(() => stage.close());

  const title = (element: LlmWindow) => textOf(inside(within(element, 'llm-status'), '.title'));

  for (const [setting, code, said] of [
    [{protocol: 'gopher'}, 'bad-protocol', 'protocol="gopher" (ai-sdk, openai)'],
    [{mode: 'sideways'}, 'bad-mode', 'mode="sideways" (inline, popup, page)'],
    [{verbosity: 'loud'}, 'bad-verbosity', 'verbosity="loud" (off, boundaries, paragraphs)'],
    [{models: 42}, 'bad-models', 'models ("a, b")'],
  ] as const) {
    it(`says so once, and works when that is set right: ${JSON.stringify(setting)}`, async () => {
      const errors: FailedEvent['detail'][] = [];
      const element = await stage.window(html`<llm-window server=${stage.address} @llm-error=${(event: FailedEvent) => errors.push(event.detail)}></llm-window>`);
      const [name, value] = Object.entries(setting)[0] ?? [];
      const right: unknown = Reflect.get(element, name ?? '');
      Reflect.set(element, name ?? '', value);
      await element.updateComplete;
      element.requestUpdate();
      await element.updateComplete;
      const message = `A setting of this window is not valid: ${said}`;
      expect(errors).to.deep.equal([{code, message}]);
      expect(title(element)).to.equal(message);
      Reflect.set(element, name ?? '', right);
      await element.updateComplete;
      expect(inside(element, '.foot > llm-status')).to.equal(null);
    });
  }

  for (const [lang, said] of [
    ['de', 'Eine Einstellung dieses Fensters ist nicht gültig:'],
    ['fr', 'Un réglage de cette fenêtre n’est pas valable :'],
    ['es', 'Un ajuste de esta ventana no es válido:'],
    ['ja', 'このウィンドウの設定が正しくありません：'],
    ['ar', 'أحد إعدادات هذه النافذة غير صحيح:'],
  ] as const) {
    it(`says so in the reader’s language: ${lang}`, async () => {
      const element = await stage.window(html`<llm-window lang=${lang} protocol="gopher" server=${stage.address}></llm-window>`);
      await waitUntil(() => title(element) === `${said} protocol="gopher" (ai-sdk, openai)`, 'its words did not come', {timeout: 20_000});
    });
  }

  it('says that another protocol needs an address', async () => {
    const element = await stage.window(html`<llm-window protocol="openai"></llm-window>`);
    expect(title(element)).to.equal('The address of the answer server is not valid.');
    element.server = `${stage.address}/v1`;
    await element.updateComplete;
    expect(inside(element, '.foot > llm-status')).to.equal(null);
  });

  it('asks the models of a list that have names', async () => {
    const asked: (readonly string[])[] = [];
    const note = (event: AskEvent) => asked.push(event.detail.models);
    const element = await stage.window(html`<llm-window server=${stage.address} .models=${[null, undefined, {}, ' m1 ', '']} @llm-ask=${note}></llm-window>`);
    element.ask('Why?');
    expect(asked).to.deep.equal([['m1']]);
  });

  it('throws nothing, whatever a script or a framework sets', async () => {
    for (const name of ['server', 'protocol', 'models', 'question', 'placeholder', 'mode', 'verbosity', 'getToken', 'messages', 'open', 'history', 'share', 'vitals', 'shortcut']) {
      for (const value of [undefined, null, '', 7, {}, [], () => 1]) {
        const element = await stage.window(html`<llm-window server=${stage.address}></llm-window>`);
        Reflect.set(element, name, value);
        await element.updateComplete;
        element.requestUpdate();
        await element.updateComplete; // rejects when an update has thrown
        element.remove();
      }
    }
  });

  it('stands in the page in a mode that there is not', async () => {
    const element = await stage.window(html`<llm-window mode="sideways" server=${stage.address}></llm-window>`);
    expect(inside(element, '.launcher')).to.equal(null);
    expect(getComputedStyle(within(element, '.scroller')).overflowY).to.equal('visible');
  });
});
