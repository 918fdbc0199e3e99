import {aTimeout, expect, nextFrame, waitUntil} from '@open-wc/testing';
import {FrameBatch} from '../../../client/store/frame-batch.ts';

/** A document that the test hides and shows. */
class FakePage extends EventTarget {
  hidden = false;
  listeners = 0;

  turn(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }
}

const given = (hidden = false, hiddenMs = 20) => {
  const page = new FakePage();
  page.hidden = hidden;
  const calls = {count: 0};
  return {page, calls, batch: new FrameBatch(() => (calls.count += 1), {page, hiddenMs})};
};

describe('FrameBatch', () => {
  it('calls once per frame however often it was asked', async () => {
    const {batch, calls} = given();
    for (let i = 0; i < 1_000; i++) batch.request();
    expect(calls.count).to.equal(0);
    await nextFrame();
    expect(calls.count).to.equal(1);
    await nextFrame();
    expect(calls.count).to.equal(1);
    batch.request();
    await nextFrame();
    expect(calls.count).to.equal(2);
  });

  it('calls soon after a call only for what is urgent; the rest waits as long as it can', async () => {
    const page = new FakePage();
    const calls = {count: 0};
    const batch = new FrameBatch(() => (calls.count += 1), {page});
    batch.request(() => 1_000);
    await nextFrame();
    expect(calls.count, 'the first is not kept waiting').to.equal(1);
    batch.request(() => 1_000);
    await nextFrame();
    await nextFrame();
    expect(calls.count).to.equal(1);
    batch.request();
    batch.request(() => 1_000);
    await nextFrame();
    expect(calls.count).to.equal(2);
    batch.cancel();
  });

  it('calls for what is not urgent by itself', async () => {
    const calls = {count: 0};
    const batch = new FrameBatch(() => (calls.count += 1), {page: new FakePage()});
    for (const expected of [1, 2]) {
      batch.request(() => 40);
      await waitUntil(() => calls.count === expected);
    }
  });

  it('calls for what is not urgent soon after that can wait no longer', async () => {
    const {batch, calls} = given();
    let apartMs = 10_000;
    batch.request();
    await nextFrame();
    batch.request(() => apartMs);
    await nextFrame();
    await nextFrame();
    expect(calls.count).to.equal(1);
    apartMs = 1;
    await waitUntil(() => calls.count === 2);
  });

  it('looks in each frame at what need not wait for long, and by a timer at the rest', async () => {
    const requestAnimationFrame = window.requestAnimationFrame.bind(window);
    const framesWhile = async (restMs: number): Promise<number> => {
      const {batch, calls} = given();
      batch.request();
      await waitUntil(() => calls.count === 1);
      let frames = 0;
      window.requestAnimationFrame = (callback) => {
        frames += 1;
        return requestAnimationFrame(callback);
      };
      batch.request((sinceMs) => sinceMs + restMs);
      for (let times = 0; times < 5; times++) await new Promise(requestAnimationFrame);
      batch.cancel();
      window.requestAnimationFrame = requestAnimationFrame;
      expect(calls.count).to.equal(1);
      return frames;
    };
    expect(await framesWhile(10_000), 'a first look').to.equal(1);
    expect(await framesWhile(50)).to.be.above(4);
  });

  for (const hiddenMs of [20, 0]) {
    it(`goes on by a timer of ${hiddenMs} ms while the page is hidden`, async () => {
      const {batch, calls} = given(true, hiddenMs);
      const requestAnimationFrame = window.requestAnimationFrame.bind(window);
      let frames = 0;
      window.requestAnimationFrame = () => (frames += 1);
      try {
        batch.request();
        await waitUntil(() => calls.count === 1);
      } finally {
        window.requestAnimationFrame = requestAnimationFrame;
      }
      expect(frames, 'no frame is waited for').to.equal(0);
    });
  }

  it('does not lose a frame that the hidden page will not paint', async () => {
    const {page, batch, calls} = given();
    batch.request();
    page.turn(true);
    await aTimeout(60);
    expect(calls.count).to.equal(1);
  });

  it('catches up in one frame when the page is seen again', async () => {
    const {page, batch, calls} = given(true);
    batch.request();
    page.turn(false);
    await nextFrame();
    expect(calls.count).to.equal(1);
    await aTimeout(40);
    expect(calls.count).to.equal(1);
  });

  it('forgets what was asked for, and listens to nothing when nothing is asked', async () => {
    const {page, batch, calls} = given();
    batch.request();
    batch.cancel();
    await nextFrame();
    expect(calls.count).to.equal(0);
    expect(page.listeners).to.equal(0);
    batch.request();
    await nextFrame();
    expect(page.listeners).to.equal(0);
  });
});
