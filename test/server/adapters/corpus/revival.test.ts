import {expect} from 'chai';
import {Revival, WorkerDied} from '../../../../server/adapters/corpus/revival.ts';

const died = (isSettled: boolean) => new WorkerDied('The worker ended', {isSettled});

describe('Revival', () => {
  it('calls again when the worker died, as often as it is known why', async () => {
    const revival = new Revival({resume: undefined, log: () => undefined});
    let calls = 0;
    expect(await revival.outlive(() => (++calls < 4 ? Promise.reject(died(true)) : Promise.resolve('done')))).to.equal('done');
    expect(calls).to.equal(4);
  });

  it('lets other errors through', async () => {
    const revival = new Revival({resume: undefined, log: () => undefined});
    const error: unknown = await revival.outlive(() => Promise.reject(new RangeError('bad'))).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RangeError);
  });

  it('gives up at once when it is closed', async () => {
    const revival = new Revival({resume: undefined, log: () => undefined});
    const call = revival.outlive(() => Promise.reject(died(false))).catch((error: unknown) => error);
    await Promise.resolve();
    revival.close();
    expect(await call).to.have.property('message', 'The corpus was closed');
  });

  it('resumes what the dead worker was doing, unless nothing was begun or a call does it', async () => {
    const resumed = Promise.withResolvers<number>();
    let times = 0;
    const resume = () => {
      times += 1;
      resumed.resolve(times);
      return resumed.promise;
    };
    const revival = new Revival({resume, log: () => undefined});
    revival.died();
    await revival.outlive(() => {
      revival.died();
      return Promise.resolve();
    });
    expect(times).to.equal(0);
    revival.died();
    expect(await resumed.promise).to.equal(1);
  });
});
