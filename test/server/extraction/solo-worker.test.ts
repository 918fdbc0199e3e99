import {expect} from 'chai';
import {SoloWorker, WorkerFailure} from '../../../server/extraction/solo-worker.ts';

const worker = (killMs: number, maxWaiting = 10) =>
  new SoloWorker<string, string>({module: new URL('../../support/strange-worker.ts', import.meta.url), name: 'work', killMs, maxWaiting, maxHeapMb: 32});

describe('SoloWorker', () => {
  let subject: SoloWorker<string, string>;
  afterEach(() => subject.close());
  const failureOf = (task: string) => subject.run(task).then(() => undefined, (error: unknown) => error);

  it('ends a worker that hangs, gives its draft, and goes on with a new one', async () => {
    subject = worker(1_500);
    expect(await subject.run('echo')).to.equal('echo');
    const failure = await failureOf('hang');
    expect(failure).to.be.instanceOf(WorkerFailure).with.property('draft', 'a draft of hang');
    expect(subject.isBusy).to.be.false;
    expect(await subject.run('again')).to.equal('again');
  });

  it('survives a worker that throws, exits, or takes all memory', async () => {
    subject = worker(5_000);
    for (const task of ['throw', 'exit', 'hoard']) expect(await failureOf(task), task).to.be.instanceOf(WorkerFailure);
    expect(await subject.run('still here')).to.equal('still here');
  });

  it('lets a caller go at once; what runs is free again within its limit, what waits is dropped', async () => {
    subject = worker(1_500);
    await subject.run('echo');
    const controller = new AbortController();
    const left = ['hang', 'never begun'].map((task) => subject.run(task, {signal: controller.signal}).catch((error: unknown) => error));
    await new Promise((done) => setTimeout(done, 20));
    expect(subject.isBusy).to.be.true;
    controller.abort(new Error('gone'));
    for (const error of await Promise.all(left)) expect(error).to.include({message: 'gone'});
    expect(await subject.run('next')).to.equal('next');
  });

  it('ends a worker that hangs for a caller who has left, long before its limit', async () => {
    subject = worker(600_000);
    await subject.run('echo');
    const controller = new AbortController();
    const left = subject.run('hang', {signal: controller.signal}).catch((error: unknown) => error);
    await new Promise((done) => setTimeout(done, 20));
    controller.abort(new Error('gone'));
    expect(await left).to.include({message: 'gone'});
    expect(await subject.run('next')).to.equal('next');
  });

  it('takes no more tasks than may wait', async () => {
    subject = worker(1_500, 1);
    const first = subject.run('hang').catch((error: unknown) => error);
    const second = subject.run('second');
    expect(await failureOf('third')).to.be.instanceOf(WorkerFailure).with.property('message', 'too many tasks wait');
    await first;
    expect(await second).to.equal('second');
  });
}).timeout(30_000);
