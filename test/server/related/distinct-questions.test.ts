import {expect} from 'chai';
import {distinctQuestions, WANTED} from '../../../server/related/distinct-questions.ts';

describe('distinctQuestions', () => {
  it('looks at no more candidates than it takes: the later ones cost a reading of all sources', () => {
    const looked: string[] = [];
    function* candidates(): Iterable<string> {
      for (const candidate of ['What causes tides?', 'How high are spring tides?', '<b>', 'Who predicts floods?', 'Where are harbours?', 'Why are there currents?']) {
        looked.push(candidate);
        yield candidate;
      }
    }
    const questions = distinctQuestions(candidates(), ['What causes tides?'], 'en');
    expect(questions).to.deep.equal(['How high are spring tides?', 'Who predicts floods?', 'Where are harbours?']).and.to.have.lengthOf(WANTED);
    expect(looked.at(-1)).to.equal('Where are harbours?');
  });
});
