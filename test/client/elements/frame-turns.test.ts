import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import {allInTurn, beginFrame, inTurn} from '../../../client/elements/frame-turns.ts';

/** Takes so long that a frame has no room for anything else. */
function work(): void {
  const from = performance.now();
  while (performance.now() - from < 10);
}

async function newFrame(): Promise<void> {
  await nextFrame();
  await new Promise((next) => setTimeout(next));
}

describe('what takes turns', () => {
  let done: string[];
  beforeEach(async () => {
    done = [];
    await newFrame();
  });
  const say = (name: string) => () => done.push(name);

  it('is done at once while the frame has room', () => {
    expect(inTurn(() => 'a')).to.equal('a');
  });

  it('waits for another frame where something took long, in order and one by one', async () => {
    beginFrame();
    work();
    void inTurn(() => {
      say('a')();
      work();
    });
    const last = inTurn(say('b'));
    expect(done).to.deep.equal([]);
    await last;
    expect(done).to.deep.equal(['a', 'b']);
  });

  it('has no room in the frame in which another took long', async () => {
    beginFrame();
    work();
    const frames: number[] = [];
    let frame = 0;
    const count = (): void => {
      frame += 1;
      if (frames.length < 2) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    for (let index = 0; index < 2; index++) {
      void inTurn(() => {
        work();
        frames.push(frame);
      });
    }
    await waitUntil(() => frames.length === 2);
    expect(frames[1]).to.be.greaterThan(frames[0]!);
  });

  it('says what failed, and goes on', async () => {
    beginFrame();
    work();
    const failed = inTurn(() => {
      throw new Error('not drawn');
    });
    const next = inTurn(say('next'));
    expect(await failed.catch(String)).to.equal('Error: not drawn');
    await next;
    expect(done).to.deep.equal(['next']);
  });

  it('takes all steps, and none once it is left', async () => {
    function* steps(): Generator<undefined> {
      for (const name of ['a', 'b', 'c']) {
        say(name)();
        yield;
        work();
      }
    }
    await allInTurn(steps(), new AbortController().signal);
    expect(done).to.deep.equal(['a', 'b', 'c']);
    await newFrame();
    const left = new AbortController();
    const again = allInTurn(steps(), left.signal);
    left.abort();
    await again;
    expect(done).to.deep.equal(['a', 'b', 'c', 'a']);
  });
});
