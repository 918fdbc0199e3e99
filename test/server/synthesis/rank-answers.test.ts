import {expect} from 'chai';
import {rankAnswers} from '../../../server/synthesis/rank-answers.ts';

/** Each digit is a citation; one with a `-` before it was found unsupported. */
const answer = (model: string, cited: string) => ({
  model,
  text: '',
  citations: [...cited.matchAll(/(-?)(\d)/g)].map(([, minus, n]) => ({n: Number(n), start: 0, end: 3, ...(minus && {supported: false})})),
});
const order = (...answers: ReturnType<typeof answer>[]) => rankAnswers(answers).map(({model}) => model).join('');

describe('rankAnswers', () => {
  it('prefers more supported citations, then more sources, then the order asked', () => {
    expect(order(answer('a', '1'), answer('b', '12'))).to.equal('ba');
    expect(order(answer('a', '1-2-3'), answer('b', '12'))).to.equal('ba');
    expect(order(answer('a', '11'), answer('b', '12'))).to.equal('ba');
    expect(order(answer('a', '12'), answer('b', '34'))).to.equal('ab');
    expect(order()).to.equal('');
  });
});
