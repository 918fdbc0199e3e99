import {aTimeout, expect} from '@open-wc/testing';
import {EMPTY} from 'rxjs';
import type {Run} from '../../../client/store/run.ts';
import {stopRun} from '../../../client/store/stop-run.ts';

describe('stopRun', () => {
  const given = (stopped: Promise<void>, stopMs: number) => {
    const left = new AbortController();
    const closed = {times: 0};
    const run: Run = {id: 's1', news$: EMPTY, pause() {}, resume() {}, stop: () => stopped, stopAnswer: () => Promise.resolve()};
    stopRun(run, left.signal, () => (closed.times += 1), stopMs);
    return {left, closed};
  };

  it('leaves the end to the run, which says it itself', async () => {
    const {left, closed} = given(Promise.resolve(), 20);
    left.abort();
    await aTimeout(40);
    expect(closed.times).to.equal(0);
  });

  it('closes what says no end in time', async () => {
    const {closed} = given(Promise.resolve(), 20);
    expect(closed.times).to.equal(0);
    await aTimeout(60);
    expect(closed.times).to.equal(1);
  });

  it('closes at once what could not be told, and once', async () => {
    const {closed} = given(Promise.reject(new Error('no network')), 20);
    await aTimeout(0);
    expect(closed.times).to.equal(1);
    await aTimeout(40);
    expect(closed.times).to.equal(1);
  });

  it('leaves alone what was left before it could be told', async () => {
    const {left, closed} = given(Promise.reject(new Error('no network')), 20);
    left.abort();
    await aTimeout(40);
    expect(closed.times).to.equal(0);
  });
});
