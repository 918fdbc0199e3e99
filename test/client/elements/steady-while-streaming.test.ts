/** What a reader holds on to while an answer streams: a selection, the card of a citation, an open menu, an opened part. */
import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import {isGrowthSeen} from '../../../client/controllers/end-in-sight.ts';
import type {LlmModelMenu} from '../../../client/elements/llm-model-menu.ts';
import {inside, within, withMarkdown} from '../support/elements.ts';
import {json} from '../support/fake-server.ts';
import {answerStarted, delta, enriched, source, started} from '../support/session-events.ts';
import {WindowStage} from '../support/window-stage.ts';

describe('while an answer streams', () => {
  let stage: WindowStage;
  before(withMarkdown);
  beforeEach(() => (stage = new WindowStage()));
  afterEach(() => stage.close());

  /** A window in mid-answer, and a way to say more. */
  async function streaming() {
    stage.server.answer({'GET /v1/models': () => json({object: 'list', data: [{id: 'm1', default: true}, {id: 'm2'}]})});
    const element = await stage.window();
    element.ask('Why?');
    await stage.streaming(element);
    const said = [started(), enriched(source(1)), answerStarted(), delta('The moon pulls [1] and')];
    await stage.say(element, said);
    await waitUntil(() => inside(within(element, 'llm-answers'), 'llm-answer')?.shadowRoot?.querySelector('.citation'));
    const answer = within(within(element, 'llm-answers'), 'llm-answer');
    let next = said.length + 1;
    const more = async () => {
      for (const text of [' goes **on', '** and on.\n\n- a list\n', '- of things\n\n', '| a |\n|---|\n| b |\n\n', 'The end']) await stage.say(element, [delta(text)], next++);
      expect(within(answer, '.body').textContent).to.contain('The end');
    };
    return {element, answer, more};
  }

  it('the card of a citation stays', async () => {
    const {answer, more} = await streaming();
    within(answer, '.citation').focus();
    await waitUntil(() => inside(answer, '#card:popover-open'));
    await more();
    expect(within(answer, '#card').matches(':popover-open')).to.equal(true);
    expect(answer.shadowRoot!.activeElement).to.equal(within(answer, '.citation'));
  });

  it('a window draws what nobody sees less often than what is seen', async () => {
    const {element, answer} = await streaming();
    let updates = 0;
    const update = element['performUpdate'].bind(element);
    Object.assign(element, {
      performUpdate: () => {
        updates += 1;
        update();
      },
    });
    let next = 5;
    const updatesWhileSaid = async () => {
      const before = updates;
      for (let times = 0; times < 40; times++) {
        stage.sources.last.say({...delta(' more'), at: 0}, next++);
        await nextFrame();
      }
      return updates - before;
    };
    const seen = await updatesWhileSaid();
    within(answer, '.end').style.marginBlockStart = '400vh';
    await waitUntil(() => !isGrowthSeen());
    expect(await updatesWhileSaid()).to.be.within(1, seen / 2);
  });

  it('selected text stays selected', async () => {
    const {answer, more} = await streaming();
    const text = within(answer, '.body > p').firstChild!;
    getSelection()!.setBaseAndExtent(text, 4, text, 8);
    await more();
    const selection = getSelection()!;
    const [range] = 'getComposedRanges' in selection ? selection.getComposedRanges({shadowRoots: [answer.shadowRoot!]}) : [];
    if (range) expect([range.startContainer, range.startOffset, range.endContainer, range.endOffset]).to.deep.equal([text, 4, text, 8]);
    expect(text.isConnected).to.equal(true);
    expect(text.textContent!.slice(4, 8)).to.equal('moon');
  });

  it('an open menu stays open, with its focus', async () => {
    const {element, more} = await streaming();
    const form = within(element, 'llm-question-form');
    await waitUntil(() => inside<LlmModelMenu>(form, 'llm-model-menu')?.shadowRoot?.querySelector('button'));
    const menu = within<LlmModelMenu>(form, 'llm-model-menu');
    within(menu, 'button').click();
    await menu.updateComplete;
    within(menu, 'input').focus();
    await more();
    expect(within(menu, 'button').ariaExpanded).to.equal('true');
    expect(menu.shadowRoot!.activeElement).to.equal(within(menu, 'input'));
  });

  it('what was folded out stays so', async () => {
    const {element, more} = await streaming();
    const details = within<HTMLDetailsElement>(within(element, 'llm-progress'), 'details');
    details.open = true;
    await stage.drawn(element);
    await more();
    expect(within(within(element, 'llm-progress'), 'details')).to.equal(details);
    expect(details.open).to.equal(true);
  });
});
