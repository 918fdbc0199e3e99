import {expect} from 'chai';
import {figuresOf} from '../../perf/support/figures.ts';
import {isWithin, judge, readBudgets} from '../../perf/support/promises.ts';
import {scenarioNames} from '../../perf/support/results.ts';

describe('perf: promises', () => {
  const bounds = {'age.p99': {bound: '<= 60', about: 'age'}, recovery: {bound: '> 99', about: 'recovery'}};

  it('hold, are broken, or were not measured', () => {
    const verdicts = (result: object) => judge(bounds, result).map(({verdict, value}) => [verdict, value]);
    expect(verdicts({age: {p99: 60}, recovery: 99})).to.deep.equal([['holds', 60], ['broken', 99]]);
    expect(verdicts({age: {p50: 1}, recovery: Number.NaN})).to.deep.equal([['not measured', undefined], ['not measured', undefined]]);
    expect(judge(bounds).map(({verdict}) => verdict)).to.deep.equal(['not measured', 'not measured']);
    expect(judge(undefined, {age: 1})).to.deep.equal([]);
  });

  it('have bounds that are read as written', () => {
    expect([isWithin(1, '< 1'), isWithin(1, '<= 1'), isWithin(1, '> 1'), isWithin(1, '>= 1'), isWithin(-2, '< -1.5')]).to.deep.equal([false, true, false, true, true]);
    expect(() => isWithin(1, '≤ 1')).to.throw('not a bound');
  });

  it('are all about scenarios that there are, with bounds that can be read', () => {
    for (const [scenario, figures] of Object.entries(readBudgets())) {
      expect(scenarioNames(), scenario).to.include(scenario);
      for (const {bound} of Object.values(figures)) isWithin(0, bound);
    }
  });

  it('find figures by their path, and leave lists to charts', () => {
    expect([...figuresOf({at100: {age: {p99: 3}, curve: [1, 2]}, name: 'x', seconds: 2})]).to.deep.equal([['at100.age.p99', 3], ['seconds', 2]]);
  });
});

describe('perf: scenarios', () => {
  for (const name of scenarioNames()) {
    it(`${name} is named as its file, and asks something`, async () => {
      const {scenario} = (await import(`../../perf/scenarios/${name}.ts`)) as {scenario: {name: string; asks: string}};
      expect(scenario.name).to.equal(name);
      expect(scenario.asks).to.match(/\?$/);
    });
  }
});
