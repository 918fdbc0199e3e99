import {expect} from 'chai';
import {stemsOf} from '../../../server/analysis/stems.ts';

const oneStem = (text: string, language: string) => new Set(stemsOf(text, language)).size === 1;

describe('stemsOf', () => {
  it('joins the forms of a word', () => {
    expect(oneStem('cause causes caused Causing', 'en')).to.equal(true);
    expect(oneStem('tide tides Tides', 'en')).to.equal(true);
    expect(oneStem('Wärmepumpe Wärmepumpen', 'de')).to.equal(true);
    expect(oneStem('observable Observables', 'en')).to.equal(true);
  });

  it('keeps different words apart, and short ones whole', () => {
    expect(stemsOf('process thing bus sing used', 'en')).to.deep.equal(['proces', 'thing', 'bus', 'sing', 'used']);
    expect(oneStem('tides tidy', 'en')).to.equal(false);
  });

  it('leaves small words out and takes compounds apart', () => {
    expect(stemsOf('What is the sea-level of node.js?', 'en')).to.deep.equal(['sea', 'level', 'nod', 'js']);
    expect(stemsOf('量子计算是什么', 'zh')).to.deep.equal(['量子', '计算']);
  });
});
