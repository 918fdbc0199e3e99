import {expect, fixture, html} from '@open-wc/testing';
import type {LlmStatus} from '../../../client/elements/llm-status.ts';
import type {CommandEvent} from '../../../client/events/command-event.ts';
import {AskError} from '../../../client/store/ask-error.ts';
import {expectAccessible, expectUnharmed, inside, textOf, within} from '../support/elements.ts';
import {hostile} from '../support/session-events.ts';

const given = async (some: Partial<LlmStatus>) => {
  const element = await fixture<LlmStatus>(html`<llm-status></llm-status>`);
  Object.assign(element, some);
  await element.updateComplete;
  return element;
};
const said = (element: LlmStatus) => textOf(element.shadowRoot?.firstElementChild);

describe('llm-status', () => {
  for (const phase of ['empty', 'running', 'stopping', 'done'] as const) {
    it(`has nothing to say while ${phase}`, async () => {
      expect(inside(await given({phase, connection: 'open'}), '*')).to.be.null;
    });
  }

  it('says what went wrong, what to do next, and offers to try again', async () => {
    const element = await given({phase: 'failed', error: new AskError('too-many-sessions')});
    const commands: string[] = [];
    element.addEventListener('llm-command', ({command}: CommandEvent) => commands.push(command));
    expect(said(element)).to.equal('The server is busy with other questions. Try again in a moment. Try again');
    within(element, 'button').click();
    expect(commands).to.deep.equal(['retry']);
    await expectAccessible(element);
  });

  it('says that a restart cut the answer off, and offers to try again', async () => {
    const element = await given({phase: 'failed', error: new AskError('restarted')});
    expect(said(element)).to.equal('The answer server was restarted in the middle of this answer. Try again: the question is asked anew. Try again');
    expect(inside(element, '[part=retry]')).not.to.be.null;
  });

  it('says that the connection is lost, or the device offline', async () => {
    expect(said(await given({phase: 'running', connection: 'reconnecting'}))).to.equal('The connection was lost. Reconnecting; nothing is lost.');
    const element = await given({phase: 'running', connection: 'offline'});
    expect(said(element)).to.equal('You are offline. The answer goes on as soon as you are back.');
    await expectAccessible(element);
  });

  it('says that it was stopped, by whom, and what stays', async () => {
    expect(said(await given({phase: 'stopped', code: 'stopped'}))).to.equal('Stopped before an answer was written.Ask again');
    expect(said(await given({phase: 'stopped', code: 'abandoned', answered: true}))).to.equal('Stopped by the server, because nobody was reading for a while.Ask again');
    const element = await given({phase: 'stopped', code: 'stopped', answered: true});
    expect(said(element)).to.equal('Stopped. What was written so far stays.Ask again');
    await expectAccessible(element);
  });

  it('passes warnings on', async () => {
    const element = await given({phase: 'done', warnings: [{code: 'degraded', message: 'One provider is down.'}]});
    expect(said(element)).to.equal('One provider is down.');
    await expectAccessible(element);
  });

  it('shows the server’s words as text', async () => {
    const element = await given({phase: 'failed', error: new AskError('odd', {detail: hostile.text}), warnings: [{code: 'x', message: hostile.text}]});
    expect(textOf(inside(element, '.title'))).to.equal(hostile.text);
    expect(inside(element, 'img, script')).to.be.null;
    expectUnharmed();
  });
});
