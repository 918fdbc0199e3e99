import {expect} from 'chai';
import fc from 'fast-check';
import {GrowingText} from '../../../server/text/growing-text.ts';

describe('GrowingText', () => {
  it('is all its pieces, whenever it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({maxLength: 5}), fc.boolean()), {maxLength: 200}), (pieces) => {
        const growing = new GrowingText();
        let want = '';
        for (const [piece, asks] of pieces) {
          growing.add(piece);
          want += piece;
          if (asks) expect(growing.text).to.equal(want);
        }
        expect(growing.text).to.equal(want);
      }),
    );
  });
});
