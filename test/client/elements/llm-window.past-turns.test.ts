/** What a window draws of the questions before, while the last one is answered. */
import {expect, waitUntil} from '@open-wc/testing';
import type {LitElement} from 'lit';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, inside, textOf, within, withMarkdown} from '../support/elements.ts';
import {json, noContent} from '../support/fake-server.ts';
import {answerStarted, delta, ended, enriched, oneAnswer, source, started} from '../support/session-events.ts';
import {WindowStage} from '../support/window-stage.ts';

const about = (question: string): readonly Said[] => [started(['m1'], question), enriched(source(1, {url: '/v1/corpus/tides'})), answerStarted(), delta('The moon pulls [1].'), {...oneAnswer.at(-2)!}, ended()];

describe('a question that is past', () => {
  let stage: WindowStage;
  let element: LlmWindow;
  /** The elements of the first two questions that were updated since it was emptied. */
  const updated: string[] = [];
  before(withMarkdown);

  beforeEach(async () => {
    sessionStorage.clear();
    stage = new WindowStage();
    element = await stage.window();
    for (const [index, question] of ['Why two tides?', 'And on the Moon?', 'And in lakes?'].entries()) {
      stage.server.answer({'POST /v1/sessions': () => json({id: `s${index + 1}`}, 201)});
      element.ask(question);
      await stage.streaming(element, index + 1);
      await stage.say(element, about(question).slice(0, index < 2 ? undefined : 4));
    }
    for (const [index, turn] of pastTurns().entries()) {
      for (const part of turn.querySelectorAll<LitElement>('llm-progress, llm-sources, llm-answers, llm-status, llm-turn-actions')) {
        part.addController({hostUpdate: () => void updated.push(`${index}: ${part.localName}`)});
      }
    }
    updated.length = 0;
  });
  afterEach(() => stage.close());

  const turns = () => allInside(element, '.result');
  const pastTurns = () => turns().slice(0, 2);
  const partOf = (turn: number, name: string): HTMLElement => turns()[turn]!.querySelector<HTMLElement>(name)!;
  const settled = async (): Promise<readonly string[]> => {
    await stage.drawn(element);
    return updated;
  };

  it('is left as it is while text streams in below it, and when that has ended', async () => {
    await stage.say(element, [delta(' Twice.')], 5);
    await stage.say(element, [delta(' A day.')], 6);
    expect(textOf(inside(within(partOf(2, 'llm-answers'), 'llm-answer'), '.body'))).to.equal('The moon pulls [1]. Twice. A day.');
    await stage.say(element, about('And in lakes?').slice(-2), 7);
    expect(updated).to.deep.equal([]);
    expect(turns()[2]!.querySelector('llm-turn-actions'), 'the last one is drawn to its end').not.to.equal(null);
  });

  it('speaks another language with the page', async () => {
    element.lang = 'de';
    await waitUntil(() => textOf(inside(partOf(0, 'llm-sources'), 'h3')).startsWith('Quellen'));
    element.messages = {conversation: {edit: 'Change it'}};
    await settled();
    expect(pastTurns().map((turn) => turn.querySelector('.edit')?.getAttribute('title'))).to.deep.equal(['Change it', 'Change it']);
  });

  it('shows the source that its own citation points at, and no other question does', async () => {
    within(within(partOf(0, 'llm-answers'), 'llm-answer'), '.citation').dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
    expect(await settled()).to.include('0: llm-sources').and.to.satisfy((all: readonly string[]) => all.every((one) => one.startsWith('0: ')));
    expect(inside(partOf(0, 'llm-sources'), '.pointed')).not.to.equal(null);
    expect(inside(partOf(1, 'llm-sources'), '.pointed')).to.equal(null);
    within(within(partOf(0, 'llm-answers'), 'llm-answer'), '.citation').dispatchEvent(new PointerEvent('pointerout', {bubbles: true, composed: true}));
    await settled();
    expect(inside(partOf(0, 'llm-sources'), '.pointed')).to.equal(null);
  });

  it('follows the address of the server', async () => {
    const hrefs = () => pastTurns().map((turn) => inside(turn.querySelector('llm-sources')!, 'a')?.getAttribute('href'));
    expect(hrefs()).to.deep.equal(Array(2).fill(`${stage.address}/v1/corpus/tides`));
    element.server = 'https://moved.example';
    await settled();
    expect(hrefs()).to.deep.equal(Array(2).fill('https://moved.example/v1/corpus/tides'));
  });

  it('can be shared as soon as the page says so', async () => {
    const shareable = () => pastTurns().map((turn) => inside(turn.querySelector('llm-turn-actions')!, '[aria-label="Share a link"]') !== null);
    expect(shareable()).to.deep.equal([false, false]);
    element.share = true;
    await settled();
    expect(shareable()).to.deep.equal([true, true]);
  });

  it('takes what the reader thinks of it, and can be asked anew, while the last one is answered', async () => {
    stage.server.answer({'POST /v1/sessions/:id/feedback': noContent, 'POST /v1/sessions': () => json({id: 's4'}, 201)});
    await stage.say(element, [delta(' Twice.')], 5);
    within(partOf(1, 'llm-turn-actions'), '[aria-label=Helpful]').click();
    await waitUntil(() => textOf(inside(partOf(1, 'llm-turn-actions'), '.outcome')) === 'Thank you for your feedback.');
    expect(stage.server.calls.find(({path}) => path.endsWith('/feedback'))).to.deep.include({path: '/v1/sessions/s2/feedback', body: {rating: 'up'}});
    turns()[1]!.querySelector<HTMLElement>('.edit')!.click();
    await settled();
    const form = within(element, 'llm-question-form');
    await waitUntil(() => within<HTMLTextAreaElement>(form, 'textarea').value === 'And on the Moon?');
    within<HTMLFormElement>(form, 'form').requestSubmit();
    await stage.streaming(element, 4);
    expect(turns().map((turn) => textOf(turn.querySelector('h2')))).to.deep.equal(['Why two tides?', 'And on the Moon?']);
  });
});
