import {once} from 'node:events';
import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
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
const textOf = ({value}: IteratorResult<Uint8Array, unknown>) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value);

describe('readBody', () => {
  let open: Awaited<ReturnType<typeof openBody>>;
  const read = (isPaced: () => boolean, paceMs = 40) => readBody(open.body, {isPaced, paceMs, toError})[Symbol.asyncIterator]();

  beforeEach(async () => {
    open = await openBody();
  });
  afterEach(() => open.close());

  it('gives bytes at once, as long as it is not paced', async () => {
    const reader = read(() => false, 60_000);
    for (const text of ['a', 'b', 'c']) {
      open.write.write(text);
      expect(textOf(await reader.next())).to.equal(text);
    }
    open.write.end();
    expect(await reader.next()).to.deep.equal({value: undefined, done: true});
  });

  it('gives what came within a pace as one piece', async () => {
    const reader = read(() => true, 200);
    open.write.write('first ');
    expect(textOf(await reader.next())).to.equal('first ');
    const next = reader.next();
    for (const text of ['a', 'b', 'c']) {
      open.write.write(text);
      await sleep(5);
    }
    expect(textOf(await next)).to.equal('abc');
  });

  it('waits no longer than its pace for what is late', async () => {
    const reader = read(() => true, 20);
    open.write.write('a');
    expect(textOf(await reader.next())).to.equal('a');
    await sleep(40);
    open.write.write('b');
    expect(textOf(await reader.next())).to.equal('b');
  });

  it('ends its wait, and its timer, in the moment in which the body is closed', async () => {
    const reader = read(() => true, 60_000);
    open.write.write('a');
    await reader.next();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const next = reader.next().catch((error: unknown) => String(error));
    open.body.destroy();
    expect(await next).to.match(/^Error: broken: /);
    expect(timers()).to.be.at.most(before);
  });

  it('says what broke it off, after what came before', async () => {
    const reader = read(() => false);
    open.write.write('a');
    expect(textOf(await reader.next())).to.equal('a');
    open.write.destroy();
    expect(await reader.next().catch((error: unknown) => String(error))).to.match(/^Error: broken: /);
  });

  it('leaves the body as it is when it is left', async () => {
    const reader = read(() => false);
    open.write.write('a');
    await reader.next();
    await reader.return?.();
    expect(open.body.destroyed).to.equal(false);
  });
});
