import {expect} from '@open-wc/testing';
import {parseFrame} from '../../../client/store/parse-frame.ts';

describe('parseFrame', () => {
  it('reads an event, also of a type that it does not know', () => {
    expect(parseFrame('{"type":"analysis-start","at":1}')).to.deep.equal({type: 'analysis-start', at: 1});
    expect(parseFrame('{"type":"from-the-future"}')).to.deep.equal({type: 'from-the-future'});
  });

  for (const data of ['', 'not json', 'null', '3', '[]', '{}', '{"type":3}']) {
    it(`takes ${data === '' ? 'an empty frame' : data} for no event`, () => {
      expect(parseFrame(data)).to.be.undefined;
    });
  }
});
