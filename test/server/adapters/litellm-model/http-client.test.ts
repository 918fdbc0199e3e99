import {expect} from 'chai';
import {createServer} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import {createServer as createPlainServer, type AddressInfo, type Server, type Socket} from 'node:net';
import {httpClient} from '../../../../server/adapters/litellm-model/http-client.ts';
import {selfSigned} from '../../../support/self-signed.ts';

const never = new AbortController().signal;
const get = {method: 'GET', headers: {}, signal: never} as const;
const textOf = async (body: AsyncIterable<unknown>): Promise<string> => {
  let text = '';
  for await (const bytes of body) text += String(bytes);
  return text;
};
const portOf = (server: {address(): unknown}) => (server.address() as AddressInfo).port;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('httpClient', () => {
  const opened: {close(): unknown; closeAllConnections?(): void}[] = [];
  afterEach(() => {
    for (const server of opened.splice(0)) {
      server.closeAllConnections?.();
      server.close();
    }
  });
  const listen = async (server: Server): Promise<Server> => {
    opened.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return server;
  };

  it('takes no more of a body than its buffers hold until it is read', async () => {
    let written = 0;
    const server = await listen(
      createServer((_, res) => {
        const block = Buffer.alloc(65_536, 'x');
        const more = () => {
          while (!res.destroyed && written < 200_000_000) {
            written += block.length;
            if (!res.write(block)) return void res.once('drain', more);
          }
        };
        more();
      }),
    );
    const left = new AbortController();
    const {body} = await httpClient(`http://127.0.0.1:${portOf(server)}`, 1_000)('/', {...get, signal: left.signal});
    body.once('error', () => undefined);
    let before = -1;
    while (before !== written) {
      before = written;
      await pause(100);
    }
    expect(written).to.be.lessThan(50_000_000); // what two sockets' buffers hold
    const iterator = body.iterator()[Symbol.asyncIterator]();
    for (let read = 0; read < 40_000_000; ) read += ((await iterator.next()).value as Buffer).length;
    expect(written).to.be.greaterThan(before);
    left.abort();
  });

  it('sends a call again whose kept connection the server had just closed', async () => {
    const sockets: Socket[] = [];
    let calls = 0;
    const server = await listen(
      createPlainServer((socket) => {
        sockets.push(socket);
        socket.on('error', () => undefined).on('data', () => {
          calls += 1;
          // The second call on the first connection meets a reset instead of an answer.
          if (calls === 2) socket.resetAndDestroy();
          else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
        });
      }),
    );
    const send = httpClient(`http://127.0.0.1:${portOf(server)}`, 1_000);
    expect(await textOf((await send('/', get)).body)).to.equal('ok');
    await pause(5);
    expect(await textOf((await send('/', {...get, method: 'POST', body: '{}'})).body)).to.equal('ok');
    expect([calls, sockets.length]).to.deep.equal([3, 2]);
    for (const socket of sockets) socket.destroy();
  });

  it('never sends a call again whose answer has begun', async () => {
    const sockets: Socket[] = [];
    let calls = 0;
    const server = await listen(
      createPlainServer((socket) => {
        sockets.push(socket);
        socket.on('error', () => undefined).on('data', () => {
          calls += 1;
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no');
          if (calls === 1) socket.write('k');
        });
      }),
    );
    const send = httpClient(`http://127.0.0.1:${portOf(server)}`, 1_000);
    expect(await textOf((await send('/', get)).body)).to.equal('ok');
    await pause(5);
    const {body} = await send('/', {...get, method: 'POST', body: '{}'});
    sockets[0]?.resetAndDestroy();
    const error: unknown = await textOf(body).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error);
    await pause(50);
    expect([calls, sockets.length]).to.deep.equal([2, 1]);
  });

  it('gives a connection up that does not come about', async () => {
    const sockets: Socket[] = [];
    const mute = await listen(createPlainServer((socket) => void sockets.push(socket)));
    const error: unknown = await httpClient(`https://127.0.0.1:${portOf(mute)}`, 30)('/', get).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'ETIMEDOUT');
    for (const socket of sockets) socket.destroy();
  });

  it('speaks TLS, and trusts no stranger', async () => {
    const server = await listen(createSecureServer(selfSigned, (_, res) => res.end('never')));
    const error: unknown = await httpClient(`https://127.0.0.1:${portOf(server)}`, 1_000)('/', get).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code').that.matches(/SELF_SIGNED/);
  });
});
