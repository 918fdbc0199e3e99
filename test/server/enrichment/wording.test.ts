import {expect} from 'chai';
import fc from 'fast-check';
import {likeness, wordingOf} from '../../../server/enrichment/wording.ts';

const alike = (a: string, b: string) => likeness(wordingOf(a), wordingOf(b));

describe('likeness', () => {
  it('is 1 for a text in a longer one', () => {
    const text = 'Spring tides come at new moon and at full moon, neap tides between them';
    expect(alike(text, `As everybody knows: ${text}, in all seas of the world.`)).to.equal(1);
  });

  it('does not take a few words for a text that has them', () => {
    expect(alike('The tides', 'The tides follow the moon.')).to.be.within(0.9, 0.99);
  });

  it('is the share of common words', () => {
    expect(alike('alpha beta gamma delta', 'alpha beta epsilon zeta')).to.equal(0.5);
    expect(alike('alpha', 'beta')).to.equal(0);
  });

  it('compares texts without words as they are', () => {
    expect(alike('…', '…')).to.equal(1);
    expect(alike('…', '!')).to.equal(0);
  });

  it('does not depend on which text is which', () => {
    fc.assert(
      fc.property(fc.lorem({maxCount: 20}), fc.lorem({maxCount: 20}), (a, b) => {
        expect(alike(a, b)).to.equal(alike(b, a));
      }),
    );
  });
});
