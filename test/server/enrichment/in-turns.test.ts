import {expect} from 'chai';
import {lastValueFrom} from 'rxjs';
import {inTurns} from '../../../server/enrichment/in-turns.ts';

describe('inTurns', () => {
  /** Work of so many steps, told one by one. */
  const work = (steps: number, onStep: () => void = () => undefined) =>
    function* (): Generator<void, string, void> {
      for (let step = 0; step < steps; step += 1) {
        onStep();
        yield;
      }
      return 'done';
    };
  /** Counts turns of the event loop until it is told to end. */
  const countTurns = () => {
    let turns = 0;
    let counting = setImmediate(function count() {
      turns += 1;
      counting = setImmediate(count);
    });
    return () => {
      clearImmediate(counting);
      return turns;
    };
  };

  it('does what is short at once', () => {
    const heard: string[] = [];
    inTurns(work(10), {sliceMs: 0}).subscribe((value) => heard.push(value));
    expect(heard).to.deep.equal(['done']);
  });

  it('gives others a turn after each slice, however much such work there is', async () => {
    const turns = countTurns();
    const steps: string[] = [];
    const each = ['a', 'b', 'c'].map((name) => lastValueFrom(inTurns(work(160, () => steps.push(name)), {sliceMs: 0})));
    expect(steps.length).to.be.below(60);
    expect(await Promise.all(each)).to.deep.equal(['done', 'done', 'done']);
    expect(turns()).to.be.at.least(27);
  });

  it('does nothing more when it is left', async () => {
    let steps = 0;
    const left = inTurns(work(1_000, () => (steps += 1)), {sliceMs: 0}).subscribe();
    const before = steps;
    left.unsubscribe();
    await lastValueFrom(inTurns(work(100), {sliceMs: 0}));
    expect(steps).to.equal(before);
  });

  it('errors when the work does, in a later slice too', async () => {
    for (const steps of [0, 100]) {
      let left = steps;
      const failing = inTurns(work(1_000, () => {
        if (left-- === 0) throw new Error('boom');
      }), {sliceMs: 0});
      expect(await lastValueFrom(failing).catch((error: unknown) => error)).to.have.property('message', 'boom');
    }
  });
});
