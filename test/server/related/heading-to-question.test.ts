import {expect} from 'chai';
import {headingToQuestion, withoutCapitals} from '../../../server/related/heading-to-question.ts';

describe('headingToQuestion', () => {
  for (const [heading, question] of [
    ['Handle Errors Consistently', 'How do I handle errors consistently?'],
    ['Test a custom element', 'How do I test a custom element?'],
    ['Targeting elements', 'How does targeting elements work?'],
    ['How to cancel a request', 'How do I cancel a request?'],
    ['How the cache works', 'How does the cache work?'],
    ['When to use a Subject', 'When should I use a Subject?'],
    ['What happens when a model fails', 'What happens when a model fails?'],
    ['Cancelable vs. Cancellable', 'What is the difference between cancelable and cancellable?'],
    ['Differences between switchMap and mergeMap', 'What is the difference between switchMap and mergeMap?'],
  ] as const) {
    it(`asks “${question}”`, () => expect(headingToQuestion(heading, 'One may use a Subject for errors.')).to.equal(question));
  }

  it('leaves what only names a topic', () => {
    for (const heading of ['Spring tides', 'Koa Application', 'String methods', 'Testing', 'test', 'The Bay of Fundy']) expect(headingToQuestion(heading, ''), heading).to.equal(undefined);
  });
});

describe('withoutCapitals', () => {
  it('keeps the capitals of names', () => {
    expect(withoutCapitals('Koa Application', 'Every Koa server has an application.')).to.equal('Koa application');
    expect(withoutCapitals('Web Test Runner', 'We use Web Test Runner to run a test.')).to.equal('Web Test Runner');
    expect(withoutCapitals('The Bay of Fundy', 'The tides in the Bay of Fundy are the highest.')).to.equal('the Bay of Fundy');
    expect(withoutCapitals('HTTP Caching', '')).to.equal('HTTP caching');
  });
});
