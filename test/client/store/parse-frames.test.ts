import {expect} from '@open-wc/testing';
import {parseFrames} from '../../../client/store/parse-frames.ts';

const start = '{"type":"analysis-start","at":1}';

describe('parseFrames', () => {
  it('reads events in order, also of a type that it does not know', () => {
    expect(parseFrames([start, '{"type":"from-the-future"}'])).to.deep.equal([{type: 'analysis-start', at: 1}, {type: 'from-the-future'}]);
    expect(parseFrames([])).to.deep.equal([]);
  });

  for (const text of ['', 'not json', 'null', '3', '[]', '{}', '{"type":3}', '{"type":"heartbeat"}']) {
    it(`takes ${text === '' ? 'an empty frame' : text} for no event, alone or among others`, () => {
      expect(parseFrames([text])).to.deep.equal([]);
      expect(parseFrames([start, text, start])).to.deep.equal([
        {type: 'analysis-start', at: 1},
        {type: 'analysis-start', at: 1},
      ]);
    });
  }
});
