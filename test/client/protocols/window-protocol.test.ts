import {expect, html, oneEvent, waitUntil} from '@open-wc/testing';
import type {FailedEvent} from '../../../client/events/failed-event.ts';
import {inside, textOf, within} from '../support/elements.ts';
import {WindowStage} from '../support/window-stage.ts';

/** A stream that is written by a test. */
function stream() {
  const {readable, writable} = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const writer = writable.getWriter();
  return {
    response: () => new Response(readable, {headers: {'content-type': 'text/event-stream'}}),
    say: (chunk: object) => void writer.write(new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`)).catch(() => undefined),
    end: () => void writer.close().catch(() => undefined),
  };
}

const text = (delta: string) => ({choices: [{index: 0, delta: {content: delta}, finish_reason: null}]});

describe('llm-window in front of another protocol', () => {
  let stage: WindowStage;
  beforeEach(() => (stage = new WindowStage()));
  afterEach(() => stage.close());

  const asked = async () => {
    const answer = stream();
    stage.server.answer({'POST /v1/chat/completions': answer.response});
    const element = await stage.window(html`<llm-window protocol="openai" server="${stage.address}/v1" models="m"></llm-window>`);
    element.ask('Why tides?');
    answer.say(text('The Moon'));
    await waitUntil(() => textOf(inside(element, 'llm-answers')?.shadowRoot?.querySelector('llm-answer')?.shadowRoot?.querySelector('.body')).includes('The Moon'), 'nothing was written', {timeout: 20_000});
    return {element, answer};
  };

  it('draws what it says, with one step of progress and no stages that nobody took', async () => {
    const {element, answer} = await asked();
    expect(element.matches(':state(streaming)')).to.equal(true);
    expect(within(element, 'llm-progress').shadowRoot?.querySelectorAll('li')).to.have.length(1);
    answer.say({choices: [{index: 0, delta: {}, finish_reason: 'stop'}]});
    answer.end();
    await oneEvent(element, 'llm-answer');
    expect(element.matches(':state(done)')).to.equal(true);
    expect(inside(element, 'llm-turn-actions')?.shadowRoot?.querySelector('[aria-pressed]')).not.to.exist; // nobody there takes feedback
    expect(stage.server.calls.map(({method, path}) => `${method} ${path}`)).to.deep.equal(['POST /v1/chat/completions']);
  });

  it('ends a stream that breaks off, keeping what was written', async () => {
    const {element, answer} = await asked();
    const failed = oneEvent<FailedEvent>(element, 'llm-error');
    answer.end();
    expect((await failed).detail.code).to.equal('no-answer');
    expect(element.matches(':state(error)')).to.equal(true);
  });

  it('shows ranges and lists of citations as links to its sources, and those without a source as unknown', async () => {
    const answer = stream();
    stage.server.answer({'POST /v1/chat/completions': answer.response});
    const element = await stage.window(html`<llm-window protocol="openai" server="${stage.address}/v1" models="m"></llm-window>`);
    element.ask('Why tides?');
    const results = [1, 2, 3].map((n) => ({url: `https://${n}.example/`, title: `Source ${n}`}));
    answer.say({search_results: results, ...text('The Moon[1')});
    answer.say(text('-3], the Sun [1, 2], '));
    answer.say(text('nothing [7].'));
    answer.say({choices: [{index: 0, delta: {}, finish_reason: 'stop'}]});
    answer.end();
    await oneEvent(element, 'llm-answer');
    const find = () => inside(element, 'llm-answers')?.shadowRoot?.querySelector('llm-answer')?.shadowRoot?.querySelector('.body');
    await waitUntil(() => textOf(find()).includes('[7]'), 'nothing was drawn', {timeout: 20_000});
    const body = find()!;
    expect([...body.querySelectorAll('a.citation')].map((citation) => citation.getAttribute('href'))).to.deep.equal([1, 2, 3, 1, 2].map((n) => `https://${n}.example/`));
    expect([...body.querySelectorAll('.citation.unknown')].map(textOf)).to.deep.equal(['[7]']);
  });
});
