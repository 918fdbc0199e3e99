/** Clients that are slow on purpose: each is answered or cut, and none keeps another waiting. */
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {text} from 'node:stream/consumers';
import {expect} from 'chai';
import {from} from 'rxjs';
import type {Said} from '../../../shared/session-event.ts';
import {serveApp, type ServedApp} from '../../support/serve-app.ts';

const timeouts = {headersMs: 300, requestMs: 600, idleMs: 400, checkMs: 50};
const open = async (app: ServedApp): Promise<Socket> => {
  const {hostname, port} = new URL(app.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
};

/** Resolves when no client is connected any more. */
async function allGone(app: ServedApp): Promise<void> {
  const connected = () => new Promise<number>((count, fail) => void app.server.getConnections((error, open) => (error ? fail(error) : count(open))));
  while ((await connected()) > 0) await new Promise((later) => setTimeout(later, 10));
}

/** Sends a byte now and then until the server has had enough; gives what it said. */
async function drip(socket: Socket, bytes: string, everyMs = 20): Promise<string> {
  const said = text(socket).catch(() => '');
  let sent = 0;
  const dripping = setInterval(() => socket.writable && sent < bytes.length && socket.write(bytes[sent++]!), everyMs);
  const answer = await said;
  clearInterval(dripping);
  return answer;
}

describe('a slow client', function () {
  this.timeout(60_000);
  it('that never finishes its headers is cut', async () => {
    await using app = await serveApp({timeouts});
    const socket = await open(app);
    const said = await drip(socket, `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(500)}`);
    // A byte that was under way when the server cut may cost the client the server's last words.
    expect(said).to.match(/^(?:HTTP\/1\.1 408 |$)/);
    await allGone(app);
  });

  it('that never says anything is cut', async () => {
    await using app = await serveApp({timeouts});
    const socket = await open(app);
    expect(await text(socket).catch(() => '')).to.match(/^(?:HTTP\/1\.1 408 |$)/);
    await allGone(app);
  });

  it('that never finishes its body is cut, and starts nothing', async () => {
    await using app = await serveApp({timeouts});
    const socket = await open(app);
    socket.write('POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n');
    await drip(socket, ' '.repeat(4_000));
    await allGone(app);
    expect(app.registry.running).to.equal(0);
    expect(app.faults).to.deep.equal([]);
  });

  it('that reads a stream is not cut while it is alive', async () => {
    await using app = await serveApp({timeouts, sse: {heartbeatMs: 100}});
    const {eventsUrl} = await app.ask();
    const socket = await open(app);
    socket.write(`GET ${eventsUrl} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    // That many heartbeats take three times as long as a silent connection is borne with.
    while ((heard.match(/heartbeat/g)?.length ?? 0) < 12) await once(socket, 'data');
    expect(socket.destroyed).to.equal(false);
    socket.destroy();
  });

  it('that never reads the end of a stream is cut', async () => {
    const said = Array.from({length: 400}, (): Said => ({type: 'session-warning', code: 'w', message: 'x'.repeat(18_000)}));
    await using app = await serveApp({answer: () => from(said), sse: {heartbeatMs: 50, stallMs: 200}});
    const {eventsUrl} = await app.ask();
    const socket = await open(app);
    socket.pause();
    socket.write(`GET ${eventsUrl} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await new Promise((connected) => app.server.once('request', connected));
    app.server.closeIdleConnections();
    await allGone(app);
    socket.destroy();
  });

  it('of a hundred such keeps nobody else waiting', async () => {
    await using app = await serveApp({timeouts});
    const slow = await Promise.all(Array.from({length: 100}, () => open(app)));
    for (const socket of slow) socket.write('GET / HT');
    expect((await fetch(`${app.url}/healthz`, {headers: {connection: 'close'}})).status).to.equal(200);
    await Promise.all(slow.map((socket) => text(socket).catch(() => '')));
    await allGone(app);
  });
});
