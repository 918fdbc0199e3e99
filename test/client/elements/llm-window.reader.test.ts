/** What a window does for its reader besides answering: it measures with consent, shares, and notices that the device is offline. */
import {aTimeout, expect, html, waitUntil} from '@open-wc/testing';
import {allInside, expectAccessible, inside, textOf, within, withMarkdown} from '../support/elements.ts';
import {json, noContent, problem} from '../support/fake-server.ts';
import {answered, answerStarted, delta, enriched, oneAnswer, source, started, stateAfter} from '../support/session-events.ts';
import {WindowStage} from '../support/window-stage.ts';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';

let stage: WindowStage;

/** Says whether the device is online, as the browser does. */
function online(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => isOnline});
  dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}
const reports = () => stage.server.calls.filter(({path}) => path === '/v1/vitals').map(({body}) => body as Record<string, unknown>);
async function answer(element: LlmWindow): Promise<void> {
  element.ask('Why two tides?');
  await stage.streaming(element, stage.sources.opened.length + 1);
  await stage.say(element, oneAnswer);
}

describe('a window and its reader', () => {
  before(withMarkdown);
  beforeEach(() => {
    stage = new WindowStage();
    stage.server.answer({'POST /v1/vitals': noContent});
  });
  afterEach(() => {
    stage.close();
    history.replaceState(null, '', location.pathname + location.search);
    for (const name of ['onLine', 'doNotTrack', 'globalPrivacyControl']) Reflect.deleteProperty(navigator, name);
  });

  describe('vitals', () => {
    it('are sent where the page asks for them: no question, no text, no session', async () => {
      const element = await stage.window(html`<llm-window vitals server=${stage.address}></llm-window>`);
      await aTimeout(100); // what measures is fetched
      await answer(element);
      await waitUntil(() => reports().length === 1, 'nothing was reported');
      expect(Object.keys(reports()[0] ?? {})).to.deep.equal(['firstPaintMs']);
      element.remove();
      await waitUntil(() => reports().length === 2, 'the stay was never reported');
      expect(Object.keys(reports()[1] ?? {})).to.deep.equal(['sessionMs']);
    });

    it('are not sent otherwise', async () => {
      const element = await stage.window();
      await answer(element);
      element.remove();
      await aTimeout(50);
      expect(reports()).to.be.empty;
    });

    it('are not sent once the page takes it back', async () => {
      const element = await stage.window(html`<llm-window vitals server=${stage.address}></llm-window>`);
      await aTimeout(100);
      element.ask('Why two tides?');
      await stage.streaming(element);
      element.vitals = false;
      await element.updateComplete;
      await stage.say(element, oneAnswer);
      element.remove();
      await aTimeout(50);
      expect(reports()).to.be.empty;
    });

    for (const [name, value] of [['doNotTrack', '1'], ['globalPrivacyControl', true]] as const) {
      it(`are not sent where the reader’s browser objects (${name})`, async () => {
        Object.defineProperty(navigator, name, {configurable: true, get: () => value});
        const element = await stage.window(html`<llm-window vitals server=${stage.address}></llm-window>`);
        await aTimeout(100);
        await answer(element);
        element.remove();
        await aTimeout(50);
        expect(reports()).to.be.empty;
      });
    }
  });

  describe('sharing', () => {
    const actions = (element: LlmWindow) => within(element, 'llm-turn-actions');
    const button = (element: LlmWindow) => inside(actions(element), '[aria-label="Share a link"]');

    it('makes a link to this page that can only be read with', async () => {
      let copied = '';
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      Object.assign(navigator.clipboard, {writeText: (text: string) => ((copied = text), Promise.resolve())});
      try {
        stage.server.answer({'POST /v1/sessions/:id/share': () => json({id: 'share-1', eventsUrl: ''}, 201)});
        const element = await stage.window(html`<llm-window id="w" share server=${stage.address}></llm-window>`);
        await answer(element);
        await expectAccessible(element);
        button(element)?.click();
        await waitUntil(() => textOf(inside(actions(element), '[role=status]')) !== '');
        expect(textOf(inside(actions(element), '[role=status]'))).to.equal('Link copied. Whoever has it can read this answer.');
        expect(copied).to.equal(`${location.href.replace(/#.*/, '')}#llm-window-w=share-1`);
        stage.server.answer({'POST /v1/sessions/:id/share': () => problem(410, 'session-expired')});
        button(element)?.click();
        await waitUntil(() => textOf(inside(actions(element), '[role=status]')).startsWith('The link could not'));
      } finally {
        Object.assign(navigator.clipboard, {writeText: write});
      }
    });

    it('is offered only where the page asks for it', async () => {
      const element = await stage.window();
      await answer(element);
      expect(button(element)).to.be.null;
    });

    it('opens a link: the answer is there to be read, and what is asked next does not continue it', async () => {
      const {status: _, ...state} = stateAfter(...oneAnswer);
      stage.server.answer({'GET /v1/sessions/:id': () => json({...state, status: 'ended', id: 'share-1'})});
      history.replaceState(null, '', '#llm-window-w=share-1');
      const element = await stage.window(html`<llm-window id="w" share server=${stage.address}><p slot="empty">Try this</p></llm-window>`);
      await waitUntil(() => inside(element, 'h2') !== null, 'the answer never came');
      await stage.drawn(element);
      expect(textOf(inside(element, 'h2'))).to.equal('Why two tides?');
      expect(stage.server.calls.map(({path}) => path)).to.include('/v1/sessions/share-1');
      expect(inside(element, 'slot[name=empty]')).to.have.property('hidden', true);
      expect(button(element), 'it is not his to share').to.be.null;
      expect(inside(actions(element), '[role=group]'), 'nor to judge').to.be.null;
      await expectAccessible(element);
      element.ask('And on the Moon?');
      await stage.streaming(element);
      expect(stage.posted()).to.deep.equal([{question: 'And on the Moon?'}]);
    });

    const opened = async (shown: object, template = html`<llm-window id="w" share server=${stage.address}><p slot="empty">Try this</p></llm-window>`) => {
      const {status: _, ...state} = stateAfter(...oneAnswer);
      stage.server.answer({'GET /v1/sessions/:id': () => json({...state, status: 'ended', ...shown, id: 'share-1'})});
      history.replaceState(null, '', '#llm-window-w=share-1');
      const element = await stage.window(template);
      await waitUntil(() => inside(element, 'h2') !== null, 'the answer never came');
      await stage.drawn(element);
      return element;
    };

    it('leaves an opened link for a new conversation', async () => {
      const element = await opened({});
      expect(element.matches(':state(done)')).to.be.true;
      expect(within(element, 'llm-question-form')).to.have.attribute('placeholder', 'Ask a follow-up');
      within(element, '[aria-label="New conversation"]').click();
      await stage.drawn(element);
      expect(inside(element, 'h2')).to.be.null;
      expect(inside(element, 'slot[name=empty]')).to.have.property('hidden', false);
      expect(element.matches(':state(empty)')).to.be.true;
    });

    it('asks a shared answer again that was stopped', async () => {
      const element = await opened({outcome: 'stopped', code: 'stopped'});
      within(within(element, 'llm-status'), '[part=retry]').click();
      await stage.streaming(element);
      expect(stage.posted()).to.deep.equal([{question: 'Why two tides?'}]);
      expect(allInside(element, 'h2').map(textOf)).to.deep.equal(['Why two tides?']);
    });

    it('says why a shared question failed', async () => {
      const element = await opened({outcome: 'failed', code: 'no-answer', answers: []});
      expect(textOf(within(within(element, 'llm-status'), '.title'))).to.equal('No model could answer the question.');
    });

    it('opens a popup for a link, and goes to the answer in a page', async () => {
      const popup = await opened({}, html`<llm-window id="w" mode="popup" share server=${stage.address}></llm-window>`);
      expect(popup.open).to.be.true;
      popup.remove();
      const inPage = await opened({}, html`<llm-window id="w" style="margin-block: 300vh" share server=${stage.address}></llm-window>`);
      await waitUntil(() => within(inPage, 'h2').getBoundingClientRect().top < innerHeight, 'it was not gone to');
    });

    it('says that a shared answer is gone, and is not fooled by other fragments', async () => {
      stage.server.answer({'GET /v1/sessions/:id': () => problem(410, 'session-expired')});
      history.replaceState(null, '', '#llm-window-w=share-1');
      const element = await stage.window(html`<llm-window id="w" share server=${stage.address}></llm-window>`);
      await waitUntil(() => inside(element, '.foot llm-status') !== null);
      expect(textOf(within(within(element, 'llm-status'), '.title'))).to.equal('This answer is no longer on the server.');
      const other = await stage.window(html`<llm-window id="other" share server=${stage.address}></llm-window>`);
      await stage.drawn(other);
      expect(inside(other, 'llm-status')).to.be.null;
    });
  });

  describe('offline', () => {
    const notice = (element: LlmWindow) => inside(element, '[part=offline]');
    const waiting = (element: LlmWindow) => textOf(element.shadowRoot?.querySelector('llm-status')?.shadowRoot?.querySelector('.waiting'));

    it('is said before anything is asked, and no longer once the device is back', async () => {
      const element = await stage.window();
      expect(notice(element)).to.be.null;
      online(false);
      await element.updateComplete;
      expect(textOf(notice(element))).to.equal('You are offline. What you ask is sent as soon as you are back.');
      await expectAccessible(element);
      online(true);
      await element.updateComplete;
      expect(notice(element)).to.be.null;
    });

    it('is no matter where the server is this device', async () => {
      const element = await stage.window(html`<llm-window server="http://127.0.0.1:1"></llm-window>`);
      online(false);
      await element.updateComplete;
      expect(notice(element)).to.be.null;
    });

    it('keeps a question until the device is back, and asks it once', async () => {
      stage.server.answer({'POST /v1/sessions': () => Promise.reject(new TypeError('Failed to fetch'))});
      const element = await stage.window();
      online(false);
      element.ask('Why two tides?');
      await waitUntil(() => waiting(element) !== '', 'it never said so');
      expect(waiting(element)).to.match(/^You are offline/);
      expect(notice(element), 'said once').to.be.null;
      await waitUntil(() => element.matches(':state(streaming)'), 'states follow with the next frame');
      await expectAccessible(element);
      stage.server.answer({'POST /v1/sessions': () => json({id: 's1'}, 201)});
      const before = stage.posted().length;
      online(true);
      await stage.streaming(element);
      expect(stage.posted().length - before).to.equal(1);
      await stage.say(element, [started(), enriched(source(1)), answerStarted(), delta('The moon [1].'), answered()]);
      expect(textOf(inside(allInside(within(element, 'llm-answers'), 'llm-answer')[0]!, '.body'))).to.match(/^The moon/);
    });

    it('asks once more where the network that is back reaches nothing yet', async () => {
      stage.server.answer({'POST /v1/sessions': () => Promise.reject(new TypeError('Failed to fetch'))});
      const element = await stage.window();
      online(false);
      element.ask('Why two tides?');
      await waitUntil(() => waiting(element) !== '');
      const before = stage.posted().length;
      online(true);
      await waitUntil(() => stage.posted().length > before, 'it was never asked');
      stage.server.answer({'POST /v1/sessions': () => json({id: 's1'}, 201)});
      await stage.streaming(element);
      expect(stage.posted().length - before).to.equal(2);
    });

    it('can be stopped while it waits', async () => {
      stage.server.answer({'POST /v1/sessions': () => Promise.reject(new TypeError('Failed to fetch'))});
      const element = await stage.window();
      online(false);
      element.ask('Why two tides?');
      await waitUntil(() => waiting(element) !== '');
      element.stop();
      await waitUntil(() => element.matches(':state(stopped)'));
      const before = stage.posted().length;
      online(true);
      await aTimeout(30);
      expect(stage.posted()).to.have.length(before);
    });
  });
});
