import {expect} from 'chai';
import {keyTerms} from '../../../server/analysis/key-terms.ts';

describe('keyTerms', () => {
  it('takes a language that is none, whatever its name, for unknown', () => {
    for (const language of ['__proto__', 'constructor', 'toString', '', 'xx']) expect(keyTerms('the tides and the Moon', language)).to.deep.equal(['tides', 'Moon']);
  });
});
