import {aTimeout, expect, html, nextFrame, waitUntil} from '@open-wc/testing';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import {inside, textOf, withMarkdown, within} from '../support/elements.ts';
import {PageWatch} from '../support/page-watch.ts';
import {answerStarted, delta, ended, oneAnswer, started} from '../support/session-events.ts';
import {WindowStage} from '../support/window-stage.ts';

/** As long as what a window said stays, and what a run that is told to stop may take. */
const SETTLED_MS = 600;

describe('llm-window, removed', () => {
  let stage: WindowStage;
  let watch: PageWatch;

  before(withMarkdown);

  beforeEach(async () => {
    await aTimeout(200); // the renderer has warmed up
    watch = new PageWatch();
    stage = new WindowStage();
  });

  afterEach(() => {
    stage.close();
    watch.close();
  });

  /** Removes it as a page does, and lets a moment pass. */
  async function remove(element: LlmWindow): Promise<void> {
    element.remove();
    await aTimeout(SETTLED_MS);
  }

  const asking = async (question = 'Why two tides?') => {
    const element = await stage.window();
    element.ask(question);
    await stage.streaming(element);
    return element;
  };

  it('is watched: while it is there, it listens and observes', async () => {
    const element = await asking();
    await stage.say(element, oneAnswer.slice(0, -2));
    expect(watch.left.join('\n')).to.contain('ResizeObserver observes').and.to.contain('hears visibilitychange').and.to.contain('hears online');
    await remove(element);
  });

  for (const mode of ['inline', 'popup', 'page'] as const) {
    it(`leaves nothing on the page (${mode})`, async () => {
      const element = await stage.window(html`<llm-window server=${stage.address} mode=${mode} ?open=${mode === 'popup'} shortcut></llm-window>`);
      await nextFrame();
      await remove(element);
      expect(watch.left).to.deep.equal([]);
    });
  }

  it('leaves nothing in mid-answer, and closes its stream', async () => {
    const element = await asking();
    await stage.say(element, oneAnswer.slice(0, -2));
    await remove(element);
    expect(watch.left).to.deep.equal([]);
    expect(stage.sources.opened.map(({closed}) => closed)).to.deep.equal([true]);
  });

  it('leaves nothing when several models answer, and a list is open', async () => {
    const element = await asking();
    await stage.say(element, [started(['m1', 'm2']), answerStarted('m1'), answerStarted('m2'), delta('One [1].', 'm1'), delta('Two.', 'm2')]);
    within(element, 'llm-question-form').shadowRoot?.querySelector('llm-model-menu')?.shadowRoot?.querySelector('button')?.click();
    await nextFrame();
    await remove(element);
    expect(watch.left).to.deep.equal([]);
  });

  it('leaves nothing of the card beside a citation', async () => {
    const element = await asking();
    await stage.say(element, oneAnswer);
    const answer = within(within(element, 'llm-answers'), 'llm-answer');
    within(answer, '.citation').dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
    await waitUntil(() => inside(answer, '.card')?.matches(':popover-open'));
    await remove(element);
    expect(watch.left).to.deep.equal([]);
  });

  it('leaves nothing when its question is still on the way, and opens no stream when it is accepted', async () => {
    let accept: (response: Response) => void = () => undefined;
    stage.server.answer({'POST /v1/sessions': () => new Promise((done) => (accept = done))});
    const element = await stage.window();
    element.ask('Why two tides?');
    await waitUntil(() => stage.posted().length === 1);
    await remove(element);
    accept(Response.json({id: 's1'}, {status: 201}));
    await aTimeout(SETTLED_MS);
    expect(watch.left).to.deep.equal([]);
    expect(stage.sources.opened.filter(({closed}) => !closed)).to.deep.equal([]);
  });

  it('goes on where it was when it is put back', async () => {
    const element = await asking();
    const {parentElement} = element;
    await stage.say(element, oneAnswer.slice(0, -2));
    await remove(element);
    parentElement?.append(element);
    await stage.streaming(element, 2);
    expect(stage.sources.last.url).to.contain(`after=${oneAnswer.length - 2}`);
    await stage.say(element, [delta(' Twice a day.'), ...oneAnswer.slice(-2)], oneAnswer.length - 1);
    expect(textOf(within(within(within(element, 'llm-answers'), 'llm-answer'), '.body'))).to.equal('The moon pulls [1]. Twice a day.');
    expect(element.matches(':state(done)')).to.be.true;
    await stage.say(element, [ended()], 99);
    await remove(element);
    expect(watch.left).to.deep.equal([]);
  });
});
