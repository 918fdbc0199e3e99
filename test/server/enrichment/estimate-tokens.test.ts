import {expect} from 'chai';
import {estimateTokens} from '../../../server/enrichment/estimate-tokens.ts';

describe('estimateTokens', () => {
  it('counts four Latin letters, two Cyrillic ones or one Chinese one as a token', () => {
    expect(estimateTokens('tidetide')).to.equal(2);
    expect(estimateTokens('прил')).to.equal(2);
    expect(estimateTokens('潮汐')).to.equal(2);
    expect(estimateTokens('a')).to.equal(1);
    expect(estimateTokens('')).to.equal(0);
  });
});
