import {expect} from 'chai';
import {createFold} from '../../../server/search/fold-duplicates.ts';

const agency = 'The harbour authority said on Monday that the spring tide had reached its highest level in forty years and that two piers stay closed until Friday.';

describe('createFold', () => {
  const folds = (...texts: readonly string[]) => texts.map(createFold());

  it('knows a text again, however it is set', () => {
    expect(folds(agency, agency, agency.toUpperCase(), agency.replaceAll(' ', '\n '))).to.deep.equal([false, true, true, true]);
  });

  it('knows a text with a few words changed, and none that only shares some', () => {
    expect(folds(agency, `${agency} More follows.`)).to.deep.equal([false, true]);
    expect(folds(agency, 'The harbour authority said on Monday that ferries run as usual, although many passengers had feared delays because of the storm.')).to.deep.equal([false, false]);
  });

  it('does not judge what is too short', () => {
    expect(folds('About tides.', 'About tides.', '', '')).to.deep.equal([false, false, false, false]);
  });

  it('knows texts without spaces', () => {
    const text = '量子计算机是一种利用量子力学原理进行计算的设备，它可以解决传统计算机难以解决的问题。';
    expect(folds(text, text)).to.deep.equal([false, true]);
  });
});
