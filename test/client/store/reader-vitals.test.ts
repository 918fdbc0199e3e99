import {aTimeout, expect, nextFrame} from '@open-wc/testing';
import {ReaderVitals} from '../../../client/store/reader-vitals.ts';
import {AskError} from '../../../client/store/ask-error.ts';
import type {Turn} from '../../../client/store/turn.ts';
import type {Said} from '../../../shared/session-event.ts';
import type {Vitals} from '../../../shared/vitals.ts';
import {answered, answerFailed, answerStarted, delta, stateAfter} from '../support/session-events.ts';

const turn = (phase: Turn['phase'], said: readonly Said[] = [], more: Partial<Turn> = {}): Turn => ({key: 1, phase, state: stateAfter(...said), connection: 'open', error: undefined, sessionId: 's1', ...more});
const writing = [answerStarted(), delta('The moon')];

function measuring(now?: () => number) {
  const sent: Vitals[] = [];
  const page = Object.assign(new EventTarget(), {hidden: false}) as unknown as Document & {hidden: boolean};
  const vitals = new ReaderVitals(
    (report) => {
      sent.push(report);
      return Promise.reject(new Error('nobody listens'));
    },
    {page, ...(now && {now})},
  );
  return {sent, vitals, page};
}

describe('ReaderVitals', () => {
  it('tells when the first words were on the screen and how smoothly the answer streamed', async () => {
    const {sent, vitals} = measuring();
    vitals.see(turn('running'));
    await aTimeout(30);
    vitals.see(turn('running', [answerStarted()]));
    vitals.see(turn('running', writing));
    await aTimeout(1_500);
    vitals.see(turn('done', [...writing, answered()]));
    expect(sent).to.have.length(1);
    expect(Object.keys(sent[0] ?? {}).sort()).to.deep.equal(['firstPaintMs', 'framesPerSecond']);
    expect(sent[0]?.firstPaintMs).to.be.greaterThan(29);
    expect(sent[0]?.framesPerSecond).to.be.within(1, 1_000);
    vitals.leave();
  });

  it('says nothing of frames for what streamed a moment only, and nothing of text that nobody saw', async () => {
    const {sent, vitals, page} = measuring();
    vitals.see(turn('running', writing));
    await nextFrame();
    vitals.see(turn('done', [...writing, answered()]));
    expect(Object.keys(sent[0] ?? {})).to.deep.equal(['firstPaintMs']);
    Object.assign(page, {hidden: true});
    vitals.see(turn('running', writing, {key: 2}));
    vitals.see(turn('done', writing, {key: 2}));
    expect(sent).to.have.length(1);
    vitals.leave();
  });

  it('does not take the time in which a page was hidden for slowness', async () => {
    let now = 0;
    const streaming = async (change: (page: Document) => void): Promise<Vitals | undefined> => {
      const {sent, vitals, page} = measuring(() => now);
      vitals.see(turn('running', writing));
      for (let frame = 0; frame < 4; frame += 1) await nextFrame();
      change(page);
      now += 10_000; // in which no frame came
      for (let frame = 0; frame < 4; frame += 1) await nextFrame();
      vitals.see(turn('done', writing));
      vitals.leave();
      return sent[0];
    };
    expect(await streaming((page) => page.dispatchEvent(new Event('visibilitychange')))).not.to.have.property('framesPerSecond');
    expect((await streaming(() => undefined))?.framesPerSecond, 'a page that was seen').to.be.lessThan(2);
  });

  it('counts the errors that were met', () => {
    const {sent, vitals} = measuring();
    vitals.see(turn('running'));
    vitals.see(turn('failed', [answerStarted(), answerFailed()], {error: new AskError('no-answer')}));
    vitals.see(turn('failed', [answerStarted(), answerFailed()], {error: new AskError('no-answer')}));
    expect(sent).to.deep.equal([{errors: ['no-answer', 'idle-timeout']}]);
    vitals.leave();
  });

  it('tells once how long the reader stayed, when the page is left; nothing when nothing was asked', () => {
    const {sent, vitals} = measuring();
    vitals.see(turn('running'));
    dispatchEvent(new PageTransitionEvent('pagehide'));
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(sent.map((report) => Object.keys(report))).to.deep.equal([['sessionMs']]);
    expect(sent[0]?.sessionMs).to.be.at.least(0);
    const idle = measuring();
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(idle.sent).to.be.empty;
  });

  it('tells nothing any more once it is to forget', () => {
    const {sent, vitals} = measuring();
    vitals.see(turn('running', writing));
    vitals.forget();
    vitals.see(turn('done', writing));
    vitals.leave();
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(sent).to.be.empty;
  });
});
