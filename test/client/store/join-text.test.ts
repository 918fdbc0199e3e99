import {expect} from '@open-wc/testing';
import {joinText} from '../../../client/store/join-text.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SessionFrame} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';

const delta = (model: string, text: string): SessionFrame => ({type: 'answer-delta', at: 0, model, text});
const start = (model: string): SessionFrame => ({type: 'answer-start', at: 0, model, sources: []});
const frames: readonly SessionFrame[] = [
  start('a'),
  start('b'),
  delta('a', 'T'),
  delta('a', 'i'),
  delta('a', 'des'),
  delta('b', 'M'),
  delta('b', 'oon'),
  {type: 'answer-reasoning-delta', at: 0, model: 'b', text: 'Hm'},
  {type: 'answer-reasoning-delta', at: 0, model: 'b', text: '.'},
  delta('b', '!'),
];

describe('joinText', () => {
  it('joins adjacent pieces of one text, and nothing else', () => {
    const joined = joinText(frames).map((frame) => ('text' in frame ? `${frame.type} ${frame.text}` : frame.type));
    expect(joined).to.deep.equal(['answer-start', 'answer-start', 'answer-delta Tides', 'answer-delta Moon', 'answer-reasoning-delta Hm.', 'answer-delta !']);
  });

  it('leaves alone what a newer server calls a delta', () => {
    const newer = [{type: 'tool-delta', part: 1}, {type: 'tool-delta', part: 2}] as unknown as readonly SessionFrame[];
    expect(joinText(newer)).to.deep.equal(newer);
  });

  it('adds up to the same, however the frames are cut', () => {
    const whole = frames.reduce(reduceSession, emptySession);
    for (let at = 0; at <= frames.length; at++) {
      const cut = [...joinText(frames.slice(0, at)), ...joinText(frames.slice(at))];
      expect(cut.reduce(reduceSession, emptySession)).to.deep.equal(whole);
    }
  });
});
