/** Follow-ups, related questions, changed questions, feedback, what is kept: the window over a server that is a function. */
import {aTimeout, expect, html, oneEvent, waitUntil} from '@open-wc/testing';
import type {LlmWindow} from '../../../client/elements/llm-window.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, expectAccessible, inside, textOf, within, withMarkdown} from '../support/elements.ts';
import {json, noContent, problem} from '../support/fake-server.ts';
import {answerFailed, answerStarted, delta, ended, enriched, oneAnswer, source, started, stateAfter} from '../support/session-events.ts';
import {WindowStage} from '../support/window-stage.ts';

const questions = (element: LlmWindow) => allInside(element, 'h2').map(textOf);
const related: Said = {type: 'related-questions', questions: ['And on the Moon?', 'And in lakes?']};
const about = (question: string, text = 'The moon pulls [1].'): readonly Said[] => [started(['m1'], question), enriched(source(1)), answerStarted(), delta(text), {...oneAnswer.at(-2)!}, related, ended()];

describe('a conversation', () => {
  let stage: WindowStage;
  before(withMarkdown);
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
    stage = new WindowStage();
  });
  afterEach(() => stage.close());

  const answered = async (...asked: string[]): Promise<LlmWindow> => {
    const element = await stage.window();
    for (const [index, question] of asked.entries()) {
      stage.server.answer({'POST /v1/sessions': () => json({id: `s${index + 1}`}, 201)});
      element.ask(question);
      await stage.streaming(element, index + 1);
      await stage.say(element, about(question));
    }
    return element;
  };

  it('goes on: a question follows the session of the last one, and both stay', async () => {
    const element = await answered('Why two tides?', 'And on the Moon?');
    expect(stage.posted()).to.deep.equal([{question: 'Why two tides?'}, {question: 'And on the Moon?', parent: 's1'}]);
    expect(questions(element)).to.deep.equal(['Why two tides?', 'And on the Moon?']);
    expect(allInside(element, 'llm-answers').map((answers) => textOf(inside(within(answers, 'llm-answer'), '.body')))).to.deep.equal(['The moon pulls [1].', 'The moon pulls [1].']);
    await expectAccessible(element);
  });

  it('asks a question of the server’s with a press', async () => {
    const element = await answered('Why two tides?');
    const [first] = allInside(element, '[part=related-question]');
    expect(textOf(first)).to.equal('And on the Moon?');
    first?.click();
    await stage.streaming(element, 2);
    expect(stage.posted().at(-1)).to.deep.equal({question: 'And on the Moon?', parent: 's1'});
    expect(allInside(element, '[part=related-question]'), 'none while it runs').to.be.empty;
  });

  it('asks a changed question in its place, and forgets what followed', async () => {
    const element = await answered('Why two tides?', 'And on the Moon?');
    allInside(element, '[part=edit]')[0]?.click();
    const form = within(element, 'llm-question-form');
    await element.updateComplete;
    const box = within<HTMLTextAreaElement>(form, 'textarea');
    await waitUntil(() => box.value === 'Why two tides?');
    expect(textOf(inside(form, '.editing'))).to.equal('Edit question');
    box.value = 'Why three tides?';
    box.dispatchEvent(new Event('input'));
    within<HTMLFormElement>(form, 'form').requestSubmit();
    await stage.streaming(element, 3);
    expect(stage.posted().at(-1)).to.deep.equal({question: 'Why three tides?'});
    expect(questions(element)).to.deep.equal(['Why three tides?']);
  });

  it('leaves a question as it is when the change is given up', async () => {
    const element = await answered('Why two tides?');
    within(element, '[part=edit]').click();
    await element.updateComplete;
    const form = within(element, 'llm-question-form');
    await waitUntil(() => inside(form, '.editing') !== null);
    within(form, '.editing button').click();
    await waitUntil(() => inside(form, '.editing') === null);
    expect(within<HTMLTextAreaElement>(form, 'textarea').value).to.equal('');
    expect(questions(element)).to.deep.equal(['Why two tides?']);
  });

  it('asks without what was said before when the server has forgotten it', async () => {
    const element = await answered('Why two tides?');
    let tries = 0;
    stage.server.answer({'POST /v1/sessions': () => ((tries += 1) === 1 ? problem(404, 'session-not-found') : json({id: 's2'}, 201))});
    element.ask('And on the Moon?');
    await stage.streaming(element, 2);
    expect(stage.posted().slice(-2)).to.deep.equal([{question: 'And on the Moon?', parent: 's1'}, {question: 'And on the Moon?'}]);
  });

  it('keeps what an answer said when another question stops it', async () => {
    const element = await stage.window();
    element.ask('Why two tides?');
    await stage.streaming(element);
    await stage.say(element, about('Why two tides?').slice(0, 4));
    element.ask('And on the Moon?');
    await stage.streaming(element, 2);
    expect(questions(element)).to.deep.equal(['Why two tides?', 'And on the Moon?']);
    expect(stage.server.calls.some(({method}) => method === 'DELETE')).to.be.true;
  });

  it('sends what the reader thinks, then their comment, unless the page says no', async () => {
    stage.server.answer({'POST /v1/sessions/:id/feedback': noContent});
    const element = await answered('Why two tides?');
    const actions = within(element, 'llm-turn-actions');
    const heard = oneEvent(element, 'llm-feedback');
    within(actions, '[aria-label=Helpful]').click();
    expect((await heard) as unknown).to.deep.include({detail: {sessionId: 's1', rating: 'up'}});
    await waitUntil(() => inside(actions, 'textarea') !== null);
    await expectAccessible(actions);
    within<HTMLTextAreaElement>(actions, 'textarea').value = 'Clear.';
    within<HTMLFormElement>(actions, 'form').requestSubmit();
    const sent = () => stage.server.calls.filter(({path}) => path.endsWith('/feedback')).map(({body}) => body);
    await waitUntil(() => sent().length === 2);
    expect(sent()).to.deep.equal([{rating: 'up'}, {rating: 'up', comment: 'Clear.'}]);
    await waitUntil(() => textOf(inside(actions, '.outcome')) === 'Thank you for your feedback.');
    element.addEventListener('llm-feedback', (event) => event.preventDefault());
    within(actions, '[aria-label="Not helpful"]').click();
    await aTimeout(20);
    expect(sent()).to.have.length(2);
  });

  it('says when feedback did not arrive', async () => {
    const element = await answered('Why two tides?');
    const actions = within(element, 'llm-turn-actions');
    within(actions, '[aria-label=Helpful]').click();
    await waitUntil(() => textOf(inside(actions, '.outcome')).startsWith('Your feedback could not be sent.'));
  });

  it('goes on with the run that was under way when the page was loaded again', async () => {
    const page = await stage.window();
    page.ask('Why two tides?');
    await stage.streaming(page);
    await stage.say(page, about('Why two tides?'));
    stage.server.answer({'POST /v1/sessions': () => json({id: 's2'}, 201), 'GET /v1/sessions/:id': () => json(stateAfter(...about('Why two tides?')))});
    page.ask('And on the Moon?');
    await stage.streaming(page, 2);
    await stage.say(page, about('And on the Moon?').slice(0, 3));
    const kept = sessionStorage.getItem(sessionStorage.key(0) ?? '') ?? '';
    const key = sessionStorage.key(0) ?? '';
    page.remove();
    expect(sessionStorage.length, 'a removed window has nothing to go on with').to.equal(0);

    sessionStorage.setItem(key, kept);
    const again = await stage.window();
    await stage.streaming(again, 3);
    expect(stage.sources.last.url).to.match(/\/v1\/sessions\/s2\/events\?after=0$/);
    expect(stage.posted(), 'nothing is asked again').to.have.length(2);
    await stage.say(again, about('And on the Moon?'));
    await waitUntil(() => questions(again).length === 2);
    expect(questions(again)).to.deep.equal(['Why two tides?', 'And on the Moon?']);
    expect(sessionStorage.length, 'a run that is over is forgotten').to.equal(0);
  });

  it('keeps conversations in the browser only where the page asks for it', async () => {
    await answered('Why two tides?');
    expect(localStorage.length).to.equal(0);
    const element = await stage.window(html`<llm-window history server=${stage.address}></llm-window>`);
    element.ask('Why two tides?');
    await stage.streaming(element, 2);
    await stage.say(element, about('Why two tides?'));
    await waitUntil(() => localStorage.length === 1, 'the conversation was never kept', {timeout: 5_000});
    element.clear();
    await element.updateComplete;
    within(element, '[aria-label="Earlier conversations"]').click();
    await customElements.whenDefined('llm-history');
    await element.updateComplete;
    const history = within(element, 'llm-history');
    await waitUntil(() => inside(history, '.open') !== null);
    await expectAccessible(element);
    within(history, '.open').click();
    await stage.drawn(element);
    expect(questions(element)).to.deep.equal(['Why two tides?']);
    within(element, '[aria-label="Earlier conversations"]').click();
    await element.updateComplete;
    allInside(within(element, 'llm-history'), 'button').at(-1)?.click();
    expect(localStorage.length).to.equal(0);
  });

  it('says why a model that nobody asked answers, and which model stood in', async () => {
    const element = await stage.window();
    element.ask('Why?');
    await stage.streaming(element);
    await stage.say(element, [started(), enriched(source(1)), answerStarted('m1'), answerFailed('m1'), {type: 'answer-start', model: 'extractive', sources: [1], reason: 'No model answered, so these are the best sentences of the sources.'}, delta('Quote [1].', 'extractive')]);
    const shown = allInside(within(element, 'llm-answers'), 'llm-answer').map((answer) => textOf(inside(answer, '.notice')));
    expect(shown.join(' ')).to.include('No model answered, so these are the best sentences of the sources.');
  });

  it('is told of an address that is none, at once and once, and works when it is set right', async () => {
    const errors: string[] = [];
    const hear = (event: Event) => errors.push((event as unknown as {detail: {code: string}}).detail.code);
    document.addEventListener('llm-error', hear);
    const element = await stage.window(html`<llm-window server="not an address"></llm-window>`);
    document.removeEventListener('llm-error', hear);
    expect(errors).to.deep.equal(['bad-server']);
    expect(textOf(inside(within(element, '.foot llm-status'), '.title'))).to.equal('The address of the answer server is not valid.');
    element.server = stage.address;
    await element.updateComplete;
    expect(inside(element, '.foot llm-status')).to.be.null;
  });
});
