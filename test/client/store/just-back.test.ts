import {aTimeout, expect} from '@open-wc/testing';
import {mayBeOffline, nextTry} from '../../../client/store/just-back.ts';

/** What `navigator.onLine` says, which the browser changes before it tells of it. */
const be = (isOnline: boolean) => Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => isOnline});
const tell = (isOnline: boolean) => dispatchEvent(new Event(isOnline ? 'online' : 'offline'));

/** Whether a promise has been kept by now. */
async function isKept(promise: Promise<unknown>): Promise<boolean> {
  const later = {};
  return (await Promise.race([promise, aTimeout(0).then(() => later)])) !== later;
}

describe('a network that has just come back', () => {
  const now = performance.now.bind(performance);
  let passedMs = 0;

  beforeEach(() => {
    passedMs = 0;
    performance.now = () => now() + passedMs;
  });

  afterEach(() => {
    Reflect.deleteProperty(performance, 'now');
    Reflect.deleteProperty(navigator, 'onLine');
  });

  it('may be why something failed: from the moment it is gone until a little after it is told to be back', () => {
    expect(mayBeOffline(), 'online').to.be.false;
    be(false);
    expect(mayBeOffline(), 'gone, not told yet').to.be.true;
    tell(false);
    be(true);
    expect(mayBeOffline(), 'back, not told yet').to.be.true;
    tell(true);
    expect(mayBeOffline(), 'just back').to.be.true;
    passedMs = 2_900;
    expect(mayBeOffline(), 'nearly 3 s later').to.be.true;
    passedMs = 3_100;
    expect(mayBeOffline(), 'later').to.be.false;
  });

  it('is waited for', async () => {
    be(false);
    const next = nextTry();
    expect(await isKept(next)).to.be.false;
    be(true);
    tell(true);
    await next;
  });

  it('is tried again in a moment where it is there', async () => {
    const began = now();
    await nextTry();
    expect(now() - began).to.be.greaterThan(290);
  });
});
