/** test/support - marble diagrams for mocha: one frame is one millisecond of virtual time. */
import {expect} from 'chai';
import {TestScheduler, type RunHelpers} from 'rxjs/testing';

/** Wraps a test in a virtual clock; `timer`, `timeout`, `Date.now` and the like inside RxJS follow it. */
export const marbles = (run: (helpers: RunHelpers) => void) => () => {
  new TestScheduler((actual, expected) => {
    expect(actual).to.deep.equal(expected);
  }).run(run);
};
