import {expect, fixture, html} from '@open-wc/testing';
import type {LlmProgress} from '../../../client/elements/llm-progress.ts';
import type {Said} from '../../../shared/session-event.ts';
import {allInside, expectAccessible, expectUnharmed, inside, textOf, within} from '../support/elements.ts';
import {analyzed, answerStarted, delta, ended, enriched, hostile, oneAnswer, source, started, stateAfter} from '../support/session-events.ts';

const given = async (...said: Said[]) => await fixture<LlmProgress>(html`<llm-progress .session=${stateAfter(...said)}></llm-progress>`);
const isOpen = (element: LlmProgress) => within<HTMLDetailsElement>(element, 'details').open;

const reading: readonly Said[] = [
  started(),
  analyzed('why tides', 'two bulges'),
  {type: 'search-wait', provider: 'brave', query: 'why tides', waitMs: 900, reason: 'rate-limit'},
  {type: 'search-retry', provider: 'brave', query: 'why tides', attempt: 2, inMs: 1_000, code: 'http-500'},
  {type: 'search-error', provider: 'brave', query: 'two bulges', code: 'http-500', message: 'It failed.', next: 'corpus'},
  {type: 'search-end', found: 3, ms: 20},
  {type: 'enrichment-start', total: 4},
  {type: 'enrichment-progress', done: 1, failed: 1, total: 4, bytes: 48_000, ms: 9, url: 'https://www.site.example/deep/page'},
];

describe('llm-progress', () => {
  it('draws nothing without a session', async () => {
    const element = await fixture<LlmProgress>(html`<llm-progress></llm-progress>`);
    expect(inside(element, '*')).to.be.null;
  });

  it('shows queries, what went wrong with them, and how far the reading is', async () => {
    const element = await given(...reading);
    expect(isOpen(element)).to.be.true;
    expect(allInside(element, '.queries li').map(textOf)).to.deep.equal(['why tides', 'two bulges']);
    expect(allInside(element, '.problems li').map(textOf)).to.deep.equal([
      'why tides brave asks us to wait 0.9 s',
      'why tides brave failed (http-500); trying again in 1 s',
      'two bulges brave: It failed. Asking corpus instead.',
    ]);
    expect(within<HTMLProgressElement>(element, 'progress').position).to.equal(0.5);
    expect(textOf(inside(element, '.last'))).to.equal('site.example');
    await expectAccessible(element);
  });

  it('tells which queries a provider changed, and which were not sent', async () => {
    const element = await given(
      started(),
      analyzed('why tydes', 'two bulges'),
      {type: 'search-altered', provider: 'brave', query: 'why tydes', altered: 'why tides'},
      {type: 'search-end', found: 3, ms: 20, skipped: ['two bulges']},
    );
    expect(allInside(element, '.problems li').map(textOf)).to.deep.equal([
      'why tydes brave searched for “why tides” instead.',
      'two bulges Not sent: other queries had found enough before its turn came.',
    ]);
    await expectAccessible(element);
  });

  it('tells what the question asks for besides its words, and what came too late', async () => {
    const limits = {freshness: '2026-01-01to2026-02-28', sites: ['a.example', 'b.example'], ambiguity: {term: 'Mercury', senses: ['the planet', 'the metal']}};
    const element = await given(started(), {...analyzed('mercury'), ...limits}, {type: 'enrichment-start', total: 2}, enriched(source(1)), {type: 'enrichment-progress', done: 2, failed: 0, total: 2, bytes: 0, ms: 1});
    expect(allInside(element, '.limit').map(textOf)).to.deep.equal([
      'Published between January 1, 2026 and February 28, 2026',
      'On a.example and b.example',
      '“Mercury” may mean the planet and the metal: searched for each',
    ]);
    const {session} = element;
    if (!session) throw new Error('There is no session');
    element.session = {...session, freshness: 'week', sources: [...session.sources, source(2, {used: false, late: true})]};
    await element.updateComplete;
    expect(textOf(inside(element, '.limit'))).to.equal('Published within a week');
    expect(textOf(inside(element, '[part=steps]'))).to.include('1 came too late');
  });

  it('collapses to one line when the answer begins, and opens again on demand', async () => {
    const element = await given(...reading);
    element.session = stateAfter(...reading, answerStarted());
    await element.updateComplete;
    expect(isOpen(element)).to.be.false;
    within(element, 'summary').click();
    await element.updateComplete;
    expect(isOpen(element)).to.be.true;
    element.session = stateAfter(...reading, answerStarted(), delta('x'), ended());
    await element.updateComplete;
    expect(isOpen(element), 'stays as the reader chose').to.be.true;
    element.session = stateAfter();
    await element.updateComplete;
    element.session = stateAfter(...oneAnswer);
    await element.updateComplete;
    expect(isOpen(element), 'begins anew with the next question').to.be.false;
  });

  it('is not drawn again for text that streams', async () => {
    const element = await given(...oneAnswer.slice(0, 13));
    let drawn = 0;
    const observer = new MutationObserver(() => (drawn += 1));
    observer.observe(element.renderRoot, {subtree: true, childList: true, characterData: true, attributes: true});
    const {session} = element;
    if (!session) throw new Error('There is no session');
    element.session = {...session, answers: session.answers.map((answer) => ({...answer, text: 'more'}))};
    expect(element.isUpdatePending).to.be.false;
    await element.updateComplete;
    observer.disconnect();
    expect(drawn).to.equal(0);
  });

  it('is accessible when all is done', async () => {
    const element = await given(...oneAnswer);
    expect(textOf(inside(element, '.line'))).to.equal('Progress: 2 queries · 2 pages found · 2 of 2 read · 62 ms');
    await expectAccessible(element);
  });

  it('shows what comes from outside as text', async () => {
    const element = await given(started(), analyzed(hostile.text), {type: 'search-error', provider: hostile.text, query: hostile.text, code: 'x', message: hostile.text});
    expect(inside(element, 'img, script')).to.be.null;
    expect(textOf(inside(element, '.queries'))).to.equal(hostile.text);
    expectUnharmed();
  });
});
