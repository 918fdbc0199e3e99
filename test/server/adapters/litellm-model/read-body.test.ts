import {once} from 'node:events';
import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import type {Observable, Subscription} from 'rxjs';
import {readBody} from '../../../../server/adapters/litellm-model/read-body.ts';

/** A body over a real connection, and the other end of it. */
async function openBody(): Promise<{body: IncomingMessage; write: ServerResponse; close: () => void}> {
  const server = http.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>;
  const request = http.get({port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false});
  request.on('error', () => undefined);
  const [, write] = await asked;
  write.flushHeaders();
  const [body] = (await once(request, 'response')) as [IncomingMessage];
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return {body, write, close};
}

const toError = (cause: Error) => new Error(`broken: ${cause.message}`);

/** What a reading has given so far, and how it ended. */
class Reading {
  readonly pieces: string[] = [];
  end: unknown;
  readonly subscription: Subscription;

  constructor(bytes$: Observable<Uint8Array>) {
    this.subscription = bytes$.subscribe({
      next: (bytes) => this.pieces.push(Buffer.from(bytes).toString()),
      error: (error: unknown) => (this.end = String(error)),
      complete: () => (this.end = 'complete'),
    });
  }

  async until(holds: (reading: Reading) => boolean): Promise<void> {
    while (!holds(this)) await sleep(1);
  }
}

describe('readBody', () => {
  let open: Awaited<ReturnType<typeof openBody>>;
  const read = (isPaced: () => boolean, paceMs = 40) => new Reading(readBody(open.body, {isPaced, paceMs: () => paceMs, toError}));

  beforeEach(async () => {
    open = await openBody();
  });
  afterEach(() => open.close());

  it('gives bytes at once, as long as it is not paced', async () => {
    const reading = read(() => false, 60_000);
    for (const [index, text] of ['a', 'b', 'c'].entries()) {
      open.write.write(text);
      await reading.until(({pieces}) => pieces[index] === text);
    }
    open.write.end();
    await reading.until(({end}) => end === 'complete');
  });

  it('gives what came within a pace as one piece', async () => {
    const reading = read(() => true, 1_000);
    open.write.write('first ');
    await reading.until(({pieces}) => pieces.length === 1);
    for (const text of ['a', 'b', 'c']) {
      open.write.write(text);
      await new Promise(setImmediate);
    }
    await reading.until(({pieces}) => pieces.length === 2);
    expect(reading.pieces).to.deep.equal(['first ', 'abc']);
  });

  it('waits no longer than its pace for what is late', async () => {
    const reading = read(() => true, 20);
    open.write.write('a');
    await reading.until(({pieces}) => pieces.length === 1);
    await sleep(40);
    open.write.write('b');
    await reading.until(({pieces}) => pieces[1] === 'b');
  });

  it('gives the end with what came before it', async () => {
    const reading = read(() => true, 500);
    open.write.write('a');
    await reading.until(({pieces}) => pieces.length === 1);
    open.write.write('b');
    open.write.end('c');
    await reading.until(({end}) => end === 'complete');
    expect(reading.pieces).to.deep.equal(['a', 'bc']);
  });

  it('ends its wait, and its timer, in the moment in which the body is closed', async () => {
    const reading = read(() => true, 60_000);
    open.write.write('a');
    await reading.until(({pieces}) => pieces.length === 1);
    const timers = countTimers();
    open.body.destroy();
    while (reading.end === undefined) await new Promise(setImmediate);
    expect(reading.end).to.match(/^Error: broken: /);
    expect(countTimers()).to.be.below(timers);
  });

  it('says what broke it off, after what came before', async () => {
    const reading = read(() => false);
    open.write.write('a');
    await reading.until(({pieces}) => pieces.length === 1);
    open.write.destroy();
    await reading.until(({end}) => end !== undefined);
    expect(reading.end).to.match(/^Error: broken: /);
  });

  it('leaves the body as it is when it is left, and no timer', async () => {
    const reading = read(() => true, 60_000);
    open.write.write('a');
    await reading.until(({pieces}) => pieces.length === 1);
    const timers = countTimers();
    reading.subscription.unsubscribe();
    expect(countTimers()).to.be.below(timers);
    open.write.end('b');
    expect(await text(open.body)).to.equal('b');
  });
});

const countTimers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
