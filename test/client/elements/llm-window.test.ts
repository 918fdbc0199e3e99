import {expect, fixture, html, nextFrame, oneEvent, waitUntil} from '@open-wc/testing';
import type {LitElement} from 'lit';
import type {LlmSources} from '../../../client/elements/llm-sources.ts';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import type {AnsweredDetail} from '../../../client/events/answered-event.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, expectAccessible, expectUnharmed, inside, textDrawn, textOf, within, withMarkdown} from '../support/elements.ts';
import {type FakeEventSources, fakeEventSources} from '../support/fake-event-source.ts';
import {type FakeServer, fakeServer, json, noContent, problem} from '../support/fake-server.ts';
import {answered, answerStarted, delta, ended, enriched, found, hostile, oneAnswer, source, started} from '../support/session-events.ts';

const browser = {fetch: globalThis.fetch, EventSource: globalThis.EventSource};
let server: FakeServer;
let sources: FakeEventSources;
let servers = 0;

/** Each test has a server of its own, since what models there are is asked once per server. */
const newServer = () => `https://answers-${(servers += 1)}.example`;
const asked = () => server.calls.filter(({method}) => method === 'POST').map(({body}) => body);
const result = (element: LlmWindow) => textOf(inside(element, '.result'));

async function drawn(element: LlmWindow): Promise<void> {
  await nextFrame();
  await element.updateComplete;
  await textDrawn(element);
  await nextFrame(); // the end is told once it is drawn
}

async function streaming(element: LlmWindow, times = 1): Promise<void> {
  await waitUntil(() => sources.opened.length === times, `stream ${times} was never opened`);
  sources.last.open();
  await drawn(element);
}

async function say(element: LlmWindow, said: readonly Said[], from = 1): Promise<void> {
  said.forEach((one, index) => sources.last.say({...one, at: 0}, from + index));
  await drawn(element);
}

const given = async (address = newServer()) => await fixture<LlmWindow>(html`<llm-window server=${address}><p slot="empty">Try this</p></llm-window>`);

describe('llm-window', () => {
  before(withMarkdown);

  beforeEach(() => {
    server = fakeServer();
    sources = fakeEventSources();
    Object.assign(globalThis, {fetch: server.fetch, EventSource: sources.EventSource});
  });

  afterEach(() => {
    Object.assign(globalThis, browser);
  });

  it('begins with a box and what the page puts below it', async () => {
    const element = await given();
    expect(element.matches(':state(empty)')).to.be.true;
    expect(within(element, 'slot').hidden).to.be.false;
    expect(inside(element, '.result')).to.be.null;
    await expectAccessible(element);
  });

  it('asks, and draws the run up to its cited answer', async () => {
    const element = await given();
    element.ask('  Why two tides? ');
    await drawn(element);
    expect(element.matches(':state(streaming)')).to.be.true;
    expect(textOf(inside(element, 'h2'))).to.equal('Why two tides?');
    expect(within(element, 'slot').hidden).to.be.true;
    await streaming(element);
    expect(asked()).to.deep.equal([{question: 'Why two tides?'}]);
    await say(element, oneAnswer.slice(0, 14));
    await expectAccessible(element);
    const answer = oneEvent(element, 'llm-answer');
    await say(element, oneAnswer.slice(14), 15);
    const {detail} = (await answer) as unknown as {detail: AnsweredDetail};
    expect(detail).to.deep.include({question: 'Why two tides?', sessionId: 's1', synthesis: undefined});
    expect(detail.answers).to.deep.equal([{model: 'm1', text: 'The moon pulls [1].', citations: [{n: 1, start: 0, end: 3}]}]);
    expect(element.matches(':state(done)')).to.be.true;
    const drawnAnswer = within(within(element, 'llm-answers'), 'llm-answer');
    expect(textOf(inside(drawnAnswer, '.body'))).to.equal('The moon pulls [1].');
    await expectAccessible(element);
  });

  it('asks what the reader types, and empties the box', async () => {
    const element = await given();
    const form = within(element, 'llm-question-form');
    const textarea = within<HTMLTextAreaElement>(form, 'textarea');
    element.focus();
    textarea.value = 'Why?';
    textarea.dispatchEvent(new Event('input'));
    textarea.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
    await streaming(element);
    expect(asked()).to.deep.equal([{question: 'Why?'}]);
    expect(textarea.value).to.equal('');
  });

  it('lets the page say no', async () => {
    const element = await given();
    element.addEventListener('llm-ask', (event) => {
      expect(event.detail).to.deep.equal({question: 'Why?', models: []});
      event.preventDefault();
    });
    element.ask('Why?');
    await drawn(element);
    expect(asked()).to.be.empty;
    expect(element.matches(':state(empty)')).to.be.true;
  });

  it('leaves the reader’s text in the box when the page says no', async () => {
    const element = await given();
    element.addEventListener('llm-ask', (event) => event.preventDefault());
    const textarea = within<HTMLTextAreaElement>(within(element, 'llm-question-form'), 'textarea');
    textarea.value = 'Why?';
    textarea.dispatchEvent(new Event('input'));
    textarea.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
    await drawn(element);
    expect(asked()).to.be.empty;
    expect(textarea.value).to.equal('Why?');
  });

  it('does not ask nothing', async () => {
    const element = await given();
    element.ask('  \n');
    await drawn(element);
    expect(asked()).to.be.empty;
  });

  it('asks its attribute at once, and again when it changes, but not when it is the same', async () => {
    const address = newServer();
    const element = await fixture<LlmWindow>(html`<llm-window server=${address} question="First?" models=" m1, m2 ,"></llm-window>`);
    await streaming(element);
    expect(asked()).to.deep.equal([{question: 'First?', models: ['m1', 'm2']}]);
    element.setAttribute('question', 'First?');
    await drawn(element);
    expect(asked()).to.have.length(1);
    element.setAttribute('models', '');
    element.setAttribute('question', 'Second?');
    await streaming(element, 2);
    expect(asked()).to.deep.equal([{question: 'First?', models: ['m1', 'm2']}, {question: 'Second?'}]);
    element.ask('Third?');
    element.setAttribute('question', 'Second?');
    await streaming(element, 3);
    expect(asked().at(-1)).to.deep.equal({question: 'Second?'});
  });

  it('keeps properties that were set before it was defined', async () => {
    const early = document.implementation.createHTMLDocument().createElement('llm-window');
    expect(customElements.get('llm-window') && early instanceof (customElements.get('llm-window') ?? Object)).to.be.false;
    Object.assign(early, {server: newServer(), question: 'Early?', models: ['m1']});
    const box = await fixture(html`<div></div>`);
    box.append(early);
    await streaming(early);
    expect(asked()).to.deep.equal([{question: 'Early?', models: ['m1']}]);
  });

  it('can be asked before it is on the page', async () => {
    const element = document.createElement('llm-window');
    element.server = newServer();
    element.ask('Soon?');
    const box = await fixture(html`<div></div>`);
    box.append(element);
    await streaming(element);
    expect(textOf(inside(element, 'h2'))).to.equal('Soon?');
  });

  it('asks where its module came from when the page names no server', async () => {
    const element = await fixture<LlmWindow>(html`<llm-window></llm-window>`);
    element.ask('Where?');
    await streaming(element);
    expect(sources.last.url).to.equal(`${location.origin}/v1/sessions/s1/events?after=0`);
  });

  it('asks the server that the page names later', async () => {
    const element = await given();
    const later = newServer();
    element.setAttribute('server', later);
    element.ask('Where?');
    await streaming(element);
    expect(sources.last.url).to.match(new RegExp(`^${later}/`));
  });

  it('shows what is wrong with a bad server, and tells', async () => {
    const element = await given('nowhere');
    const failed = oneEvent(element, 'llm-error');
    element.ask('Why?');
    expect((await failed).detail).to.deep.equal({code: 'bad-server', message: 'The address of the answer server is not valid.'});
    await drawn(element);
    expect(element.matches(':state(error)')).to.be.true;
    expect(textOf(inside(within(element, 'llm-status'), '.title'))).to.equal('The address of the answer server is not valid.');
  });

  it('tells each failure, also when one follows another within a frame', async () => {
    const element = await given('nowhere');
    let failures = 0;
    element.addEventListener('llm-error', () => (failures += 1));
    element.ask('Why?');
    await drawn(element);
    element.retry();
    await drawn(element);
    expect(failures).to.equal(2);
  });

  it('shows a refusal, and asks again on demand', async () => {
    const element = await given();
    server.answer({'POST /v1/sessions': () => problem(503, 'too-many-sessions')});
    element.ask('Why?');
    await waitUntil(() => element.matches(':state(error)'));
    await element.updateComplete;
    await expectAccessible(element);
    server.answer({'POST /v1/sessions': () => json({id: 's2'}, 201)});
    within(within(element, 'llm-status'), 'button').click();
    await streaming(element);
    expect(element.matches(':state(streaming)')).to.be.true;
    expect(asked()).to.have.length(2);
  });

  it('stops on Escape, and keeps what was written', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, [started(), answerStarted(), delta('Half an answer')]);
    const textarea = within(within(element, 'llm-question-form'), 'textarea');
    textarea.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, composed: true, cancelable: true}));
    await waitUntil(() => server.calls.some(({method}) => method === 'DELETE'));
    await say(element, [ended('stopped', 'stopped')], 4);
    expect(element.matches(':state(stopped)')).to.be.true;
    expect(textOf(inside(within(within(element, 'llm-answers'), 'llm-answer'), '.body'))).to.equal('Half an answer');
    await expectAccessible(element);
  });

  it('stops one of several models, and reads on', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, [started(['m1', 'a/b']), answerStarted('m1'), delta('One', 'm1'), answerStarted('a/b'), delta('Two', 'a/b')]);
    server.answer({'DELETE /v1/sessions/:id/answers/a%2Fb': noContent});
    const answers = () => allInside(within(element, 'llm-answers'), 'llm-answer');
    within(answers()[1]!, '[part=stop]').click();
    await waitUntil(() => server.calls.some(({method, path}) => method === 'DELETE' && path.endsWith('/answers/a%2Fb')));
    expect(element.matches(':state(streaming)')).to.be.true;
    await say(element, [{type: 'answer-end', model: 'a/b', finishReason: 'stopped', stopped: true, citations: [], ttftMs: 1, ms: 2}, delta(' more', 'm1')], 6);
    expect(answers().map((answer) => textOf(inside(answer, '.body')))).to.deep.equal(['One more', 'Two']);
    expect(answers().map((answer) => inside(answer, '[part=stop]') !== null)).to.deep.equal([true, false]);
  });

  it('says that it reconnects, and goes on', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, oneAnswer.slice(0, 14));
    sources.last.lose();
    await drawn(element);
    expect(element.matches(':state(reconnecting)')).to.be.true;
    expect(inside(within(element, 'llm-status'), '.waiting')).not.to.be.null;
    await expectAccessible(element);
    sources.last.open();
    await say(element, oneAnswer.slice(14), 15);
    await waitUntil(() => element.matches(':state(done)'));
    expect(element.matches(':state(reconnecting)')).to.be.false;
  });

  it('is not done any more once it shows another question', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, oneAnswer);
    await waitUntil(() => element.matches(':state(done)'));
    element.ask('And why twice?');
    await element.updateComplete; // before the next frame
    expect(allInside(element, 'h2').map(textOf)).to.include('And why twice?');
    expect(['streaming', 'done'].filter((state) => element.matches(`:state(${state})`))).to.deep.equal(['streaming']);
  });

  it('tells the end once all that it brings is drawn, also where the text takes a frame by itself', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, [started(), answerStarted(), delta('It is so. ')]);
    const undrawn: string[] = [];
    const parts = (root: ParentNode): LitElement[] =>
      [...root.querySelectorAll<LitElement>('*')].filter(({localName}) => localName.startsWith('llm-')).flatMap((part) => [part, ...(part.shadowRoot ? parts(part.shadowRoot) : [])]);
    element.addEventListener('llm-answer', () => {
      undrawn.push(...parts(within(element, '.turns')).filter(({hasUpdated, isUpdatePending}) => !hasUpdated || isUpdatePending).map(({localName}) => localName));
    });
    const told = oneEvent(element, 'llm-answer');
    [delta('A **word** after *another*. '.repeat(5_000)), answered(), ended()].forEach((one, index) => sources.last.say({...one, at: 0}, 4 + index));
    await told;
    expect(undrawn).to.deep.equal([]);
    expect(inside(within(within(element, 'llm-answers'), 'llm-answer'), 'footer llm-copy-button')).not.to.be.null;
  });

  it('knows its states while memory is collected', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    for (let frame = 0; frame < 8; frame++) {
      new Uint8Array(64e6).fill(1); // enough for WebKit to collect
      await nextFrame();
    }
    await say(element, oneAnswer);
    expect(['streaming', 'done'].filter((state) => element.matches(`:state(${state})`))).to.deep.equal(['done']);
  });

  it('lets go of its stream when it is removed, and reads on when it is put back', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, oneAnswer.slice(0, 13));
    const {parentElement: box} = element;
    element.remove();
    expect(sources.last.closed).to.be.true;
    box?.append(element);
    await streaming(element, 2);
    expect(sources.last.url).to.match(/after=13$/);
    await say(element, oneAnswer.slice(13), 14);
    expect(element.matches(':state(done)')).to.be.true;
  });

  it('draws once per frame however many deltas came', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, [started(), answerStarted(), delta('a')]);
    const body = within(within(within(element, 'llm-answers'), 'llm-answer'), '.body');
    let writes = 0;
    const observer = new MutationObserver(() => (writes += 1));
    observer.observe(body, {subtree: true, childList: true, characterData: true});
    for (let id = 4; id < 304; id++) sources.last.say({...delta(' b'), at: 0}, id);
    expect(textOf(body)).to.equal('a');
    await waitUntil(() => textOf(body) !== 'a'); // in the next frame, or the one after it
    observer.disconnect();
    expect(writes).to.equal(1);
    expect(textOf(body)).to.have.length(601);
  });

  it('forgets on demand', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    element.clear();
    await drawn(element);
    expect(element.matches(':state(empty)')).to.be.true;
    expect(element.question).to.equal('');
    expect(inside(element, '.result')).to.be.null;
    await waitUntil(() => server.calls.some(({method}) => method === 'DELETE'));
  });

  it('tells of the end when all of the answer is on the page, also where each part takes a frame', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    const heard: string[] = [];
    element.addEventListener('llm-answer', () => {
      const answer = inside(inside(element, 'llm-answers')!, 'llm-answer');
      heard.push(`${textOf(answer && inside(answer, '.body'))} ${String(answer && inside(answer, 'footer') !== null)} ${String(element.matches(':state(done)'))}`);
    });
    const {performance} = globalThis;
    let spentMs = 0;
    Object.defineProperty(globalThis, 'performance', {configurable: true, value: {now: () => performance.now() + (spentMs += 10)}});
    try {
      await say(element, oneAnswer);
      await waitUntil(() => heard.length > 0);
    } finally {
      Object.defineProperty(globalThis, 'performance', {configurable: true, value: performance});
    }
    expect(heard).to.deep.equal(['The moon pulls [1]. true true']);
  });

  it('points at the source whose citation the reader points at', async () => {
    const element = await given();
    element.ask('Why?');
    await streaming(element);
    await say(element, oneAnswer);
    const cards = within<LlmSources>(element, 'llm-sources');
    const link = within(within(within(element, 'llm-answers'), 'llm-answer'), 'a.citation');
    link.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
    await element.updateComplete;
    await cards.updateComplete;
    expect(allInside(cards, '.pointed').map((card) => card.dataset['n'])).to.deep.equal(['1']);
    link.dispatchEvent(new PointerEvent('pointerout', {bubbles: true}));
    await element.updateComplete;
    await cards.updateComplete;
    expect(allInside(cards, '.pointed')).to.be.empty;
  });

  it('offers the server’s models, unless the page has chosen', async () => {
    server.answer({'GET /v1/models': () => json({data: [{id: 'm1', default: true}, {id: 'm2'}]})});
    const address = newServer();
    const element = await given(address);
    const menu = within(within(element, 'llm-question-form'), 'llm-model-menu');
    await waitUntil(() => inside(menu, 'button') !== null);
    expect(textOf(inside(menu, 'button'))).to.equal('m1');
    element.setAttribute('models', 'm2');
    await waitUntil(() => inside(menu, 'button') === null);
    await given(address);
    expect(server.calls.filter(({path}) => path === '/v1/models'), 'asked once per server').to.have.length(1);
  });

  it('announces boundaries, and never the text', async () => {
    const element = await given();
    const notified: string[] = [];
    Object.assign(element, {ariaNotify: (text: string) => notified.push(text)});
    element.ask('Why?');
    await streaming(element);
    await say(element, oneAnswer);
    const heard = () => notified.join(' ');
    await waitUntil(() => heard() !== '');
    expect(heard()).to.match(/Answer complete, 2 sources\.$/);
    expect(heard()).not.to.include('moon');
    const live = within(element, '.result').querySelector('[aria-live], [role=status], [role=alert], [role=log]');
    expect(live).to.be.null;
  });

  it('sends its token, and renews it', async () => {
    const element = await given();
    element.getToken = ({renew}) => (renew ? 'new' : 'old');
    server.answer({'POST /v1/sessions': () => (server.calls.at(-1)?.token === 'Bearer new' ? json({id: 's1'}, 201) : problem(401, 'unauthorized'))});
    element.ask('Why?');
    await streaming(element);
    expect(element.matches(':state(streaming)')).to.be.true;
  });

  it('shows what comes from outside as text', async () => {
    const element = await given();
    element.ask(hostile.text);
    await streaming(element);
    await say(element, [
      started([hostile.text], hostile.text),
      found(1, {title: hostile.text, url: hostile.url}),
      enriched(source(1, {title: hostile.text, url: hostile.url})),
      answerStarted(hostile.text),
      delta(hostile.text, hostile.text),
      {type: 'session-warning', code: 'x', message: hostile.text},
    ]);
    expect(textOf(inside(element, 'h2'))).to.equal(hostile.text);
    expect(result(element)).to.include('onerror');
    expectUnharmed();
  });

  it('fits 320 pixels', async () => {
    const element = await given();
    element.style.setProperty('width', '320px');
    element.ask('Why-is-this-word-so-long-that-it-fits-on-no-phone-that-anybody-has-ever-owned?');
    await streaming(element);
    await say(element, oneAnswer);
    expect(element.scrollWidth).to.be.at.most(320);
  });
});
