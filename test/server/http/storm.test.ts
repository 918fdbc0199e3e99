/** Readers that come and go in crowds leave nothing: no socket, no timer, no reader counted in. The full minute is `npm run perf storm`. */
import {once} from 'node:events';
import {connect} from 'node:net';
import {expect} from 'chai';
import {type ServedApp, serveApp} from '../../support/serve-app.ts';

/** Opens a stream, hears its first bytes, and resets the connection. */
async function comeAndGo(app: ServedApp, path: string): Promise<void> {
  const {hostname, port} = new URL(app.url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  await once(socket, 'data');
  socket.resetAndDestroy();
}

const count = (app: ServedApp): Promise<number> => new Promise((told) => app.server.getConnections((_, connections) => told(connections)));
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('a storm of readers', () => {
  it('leaves sockets, timers and readers as they were', async function () {
    this.timeout(30_000);
    await using app = await serveApp({});
    const [a, b] = [await app.ask(), await app.ask()];
    const many = `/v1/events?sessions=${a.id},${b.id}`;
    await comeAndGo(app, a.eventsUrl);
    const readers = async () => Number(/^llm_window_readers (\d+)$/m.exec(await (await fetch(`${app.url}/metrics`, {headers: {connection: 'close'}})).text())?.[1]);
    while ((await readers()) > 0) await new Promise((later) => setTimeout(later, 10));
    const before = timers();
    for (let wave = 0; wave < 10; wave++) await Promise.all(Array.from({length: 50}, (_, i) => comeAndGo(app, i % 2 ? a.eventsUrl : many)));
    while ((await readers()) > 0 || (await count(app)) > 1) await new Promise((later) => setTimeout(later, 10));
    expect(timers()).to.be.at.most(before + 3); // a grace period for each session, and the fetch above
    expect(app.registry.running).to.equal(2);
    expect(app.faults).to.deep.equal([]);
  });
});
