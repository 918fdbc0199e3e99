import {expect} from '@open-wc/testing';
import {joinDeltas} from '../../../client/store/join-deltas.ts';
import {parseFrames} from '../../../client/store/parse-frames.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {Said} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';

/** As a server writes it. */
const frame = (said: Said, at: number): string => JSON.stringify({...said, at});
const delta = (model: string, text: string, at = 0): string => frame({type: 'answer-delta', model, text}, at);
const start = (model: string): string => frame({type: 'answer-start', model, sources: []}, 0);

const frames: readonly string[] = [
  start('a'),
  start('b'),
  delta('a', 'T', 1),
  delta('a', 'i', 2),
  delta('a', 'des', 3),
  delta('b', 'M'),
  delta('b', 'oon'),
  frame({type: 'answer-reasoning-delta', model: 'b', text: 'Hm'}, 0),
  frame({type: 'answer-reasoning-delta', model: 'b', text: '.'}, 0),
  delta('b', '!'),
  frame({type: 'synthesis-delta', text: 'Both'}, 4),
  frame({type: 'synthesis-delta', text: ' say so'}, 5),
];

const read = (texts: readonly string[]) => parseFrames(joinDeltas(texts));

describe('joinDeltas', () => {
  it('joins adjacent pieces of one text as of the last, and nothing else', () => {
    const joined = read(frames).map((event) => ('text' in event ? `${event.at} ${event.type} ${event.text}` : event.type));
    expect(joined).to.deep.equal([
      'answer-start',
      'answer-start',
      '3 answer-delta Tides',
      '0 answer-delta Moon',
      '0 answer-reasoning-delta Hm.',
      '0 answer-delta !',
      '5 synthesis-delta Both say so',
    ]);
  });

  for (const [what, pieces] of [
    ['quotes, in the text or what looks like the end of it', ['He said "', 'high tide","at":7}', '\\', '\\"', '{"type":"answer-delta","model":"m","text":"']],
    ['line ends and control characters', ['a\n', '\r\n\t', '\u0000\u001f', '\u2028']],
    ['halves of a character', ['\ud83c', '\udf0a', 'ü', '潮汐']],
    ['nothing', ['', '', 'a', '']],
  ] as const) {
    it(`keeps ${what}`, () => {
      for (const model of ['m', 'a "quoted" model', 'back\\slash', '']) {
        const texts = pieces.map((text) => delta(model, text));
        expect(joinDeltas(texts)).to.have.lengthOf(1);
        expect(read(texts)).to.deep.equal([{type: 'answer-delta', model, text: pieces.join(''), at: 0}]);
      }
    });
  }

  it('leaves alone what is written otherwise', () => {
    const others = [
      ['{"type":"answer-delta","model":"m","text":"a","at":0,"from":1}', '{"type":"answer-delta","model":"m","text":"b","at":0,"from":3}'],
      ['{"type":"tool-delta","part":1,"at":0}', '{"type":"tool-delta","part":2,"at":0}'],
      ['{"type":"answer-delta","model":"m","text":"a","tone":"b","at":0}', '{"type":"answer-delta","model":"m","text":"a","tone":"b","at":0}'],
      ['{"at":0,"type":"answer-delta","model":"m","text":"a"}', '{"at":0,"type":"answer-delta","model":"m","text":"b"}'],
      ['{"type":"answer-delta","model":"m","text":"a","at":0} ', '{"type":"answer-delta","model":"m","text":"b","at":0} '],
      ['{"type":"answer-delta","model":"m","text":"a', '{"type":"answer-delta","model":"m","text":"b'],
      ['', ''],
    ];
    for (const texts of others) expect(joinDeltas(texts)).to.deep.equal(texts);
  });

  it('adds up to the same, however the frames are cut', () => {
    const whole = parseFrames(frames).reduce(reduceSession, emptySession);
    for (let at = 0; at <= frames.length; at++) {
      const cut = [...read(frames.slice(0, at)), ...read(frames.slice(at))];
      expect(cut.reduce(reduceSession, emptySession)).to.deep.equal(whole);
    }
  });
});
