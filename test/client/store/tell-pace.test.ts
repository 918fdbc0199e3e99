import {aTimeout, expect, nextFrame, waitUntil} from '@open-wc/testing';
import {TellPace} from '../../../client/store/tell-pace.ts';
import type {SessionNews} from '../../../client/store/session-connection.ts';
import {delta} from '../support/session-events.ts';

const text = (length: number): SessionNews => ({kind: 'event', event: {...delta('x'.repeat(length)), at: 0}});

describe('TellPace', () => {
  it('tells all who listen once per frame, however much has changed, and none who has left', async () => {
    const pace = new TellPace();
    const heard: string[] = [];
    pace.subscribe(() => heard.push('a'));
    const leave = pace.subscribe(() => heard.push('b'));
    for (let times = 0; times < 5; times++) pace.tell();
    await waitUntil(() => heard.length > 0);
    await nextFrame();
    expect(heard).to.deep.equal(['a', 'b']);
    leave();
    pace.tell();
    await waitUntil(() => heard.length > 2);
    expect(heard).to.deep.equal(['a', 'b', 'a']);
  });

  it('tells nothing once nobody listens', async () => {
    const pace = new TellPace();
    let calls = 0;
    const leave = pace.subscribe(() => (calls += 1));
    pace.tell();
    leave();
    pace.subscribe(() => (calls += 1));
    await aTimeout(50);
    expect(calls).to.equal(0);
  });

  for (const [of, characters, leastMs] of [['text', 5, 23], ['text that nobody reads along with', 30, 38], ['a burst', 2_000, 98], ['a slower burst', 700, 198]] as const) {
    it(`tells of ${of} at least ${leastMs} ms apart`, async () => {
      const pace = new TellPace();
      const told: number[] = [];
      pace.subscribe(() => told.push(performance.now()));
      for (let times = 1; times <= 3; times++) {
        pace.tell(text(characters));
        await waitUntil(() => told.length === times, undefined, {interval: 1});
      }
      expect(told[2]! - told[1]!).to.be.at.least(leastMs);
    });
  }

  for (const isSeen of [true, false]) {
    it(`tells of what comes fast more often than of what comes more slowly, where ${isSeen ? 'somebody' : 'nobody'} looks`, async () => {
      const told = {fast: 0, slow: 0};
      const stream = (name: keyof typeof told, characters: number): (() => void) => {
        const pace = new TellPace(() => isSeen);
        pace.tell(text(characters));
        return pace.subscribe(() => {
          told[name] += 1;
          pace.tell(text(characters));
        });
      };
      const leave = [stream('slow', 700), stream('fast', 9_000)];
      await waitUntil(() => told.slow === 3, undefined, {timeout: 5_000});
      expect(told.fast).to.be.above(3);
      for (const end of leave) end();
    });
  }

  it('tells of text that nobody sees once a second, and soon once somebody does', async () => {
    let isSeen = false;
    const pace = new TellPace(() => isSeen);
    const told: number[] = [];
    const isTold = (times: number): Promise<void> => waitUntil(() => told.length === times, undefined, {interval: 1, timeout: 3_000});
    pace.subscribe(() => told.push(performance.now()));
    for (let times = 1; times <= 2; times++) {
      pace.tell(text(5));
      await isTold(times);
    }
    expect(told[1]! - told[0]!).to.be.at.least(998);
    pace.tell(text(5));
    await aTimeout(60);
    expect(told).to.have.lengthOf(2);
    isSeen = true;
    await aTimeout(150); // looked at ten times a second
    await nextFrame();
    expect(told).to.have.lengthOf(3);
  });

  it('waits for more as soon as more than it told of last has come', async () => {
    const pace = new TellPace();
    const told: number[] = [];
    pace.subscribe(() => told.push(performance.now()));
    pace.tell(text(4));
    await waitUntil(() => told.length === 1, undefined, {interval: 1});
    pace.tell(text(400));
    await waitUntil(() => told.length === 2, undefined, {interval: 1});
    expect(told[1]! - told[0]!).to.be.at.least(98);
  });

  it('has what waits read before it tells, and tells of it at once', async () => {
    const pace = new TellPace();
    const heard: string[] = [];
    pace.subscribe(() => heard.push('told'));
    const leave = pace.beforeTelling(() => {
      heard.push('read');
      pace.tell(text(5));
    });
    pace.tell(text(5));
    await waitUntil(() => heard.includes('told'));
    await aTimeout(60);
    expect(heard.join(' ')).to.match(/^(read )+told$/);
    leave();
    heard.length = 0;
    pace.tell(text(5));
    await waitUntil(() => heard.length > 0);
    expect(heard).to.deep.equal(['told']);
  });

  it('has what waits read when nobody listens any more', () => {
    const pace = new TellPace();
    let reads = 0;
    pace.beforeTelling(() => (reads += 1));
    pace.subscribe(() => undefined)();
    expect(reads).to.equal(1);
  });

  it('lets text wait for nothing that can’t', async () => {
    const pace = new TellPace();
    const told: number[] = [];
    pace.subscribe(() => told.push(performance.now()));
    pace.tell(text(700));
    await waitUntil(() => told.length === 1, undefined, {interval: 1});
    pace.tell(text(700));
    pace.tell({kind: 'connection', state: 'reconnecting'});
    await nextFrame();
    await nextFrame();
    expect(told).to.have.lengthOf(2);
  });
});
