/** Streams are written past Koa's body: what Koa would have seen to is seen to all the same. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import {type AddressInfo, connect} from 'node:net';
import {expect} from 'chai';
import Koa, {type Middleware} from 'koa';
import {NEVER, of} from 'rxjs';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import {encodeBatch} from '../../../server/http/frame-cache.ts';
import {pastKoa, writePastKoa} from '../../../server/http/past-koa.ts';
import {streamEvents, type StreamWatch} from '../../../server/http/stream-events.ts';
import {LogCursor} from '../../../server/session/log-cursor.ts';
import {SessionFeed} from '../../../server/session/session-feed.ts';
import {serveApp} from '../../support/serve-app.ts';

/** Counts readers. */
class Readers implements StreamWatch {
  now = 0;
  ever = 0;
  onReader(change: 1 | -1): void {
    this.now += change;
    if (change === 1) this.ever += 1;
  }
  onResume(): void {}
  onWrite(): void {}
}

/** Serves one middleware behind {@link pastKoa}. */
async function serve(middleware: Middleware): Promise<{readonly port: number; readonly close: () => void}> {
  const app = new Koa().use(pastKoa()).use(middleware);
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {port: (server.address() as AddressInfo).port, close: () => void server.close()};
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((later) => setTimeout(later, 5));
}

describe('a stream past Koa', () => {
  it('comes after all headers, also those that are set on the way back', async () => {
    const {port, close} = await serve(async (ctx, next) => {
      ctx.status = 202;
      writePastKoa(ctx, () => ctx.res.end('written'));
      await next();
      await new Promise((later) => setTimeout(later, 5));
      ctx.set('X-Late', 'yes');
    });
    const response = await fetch(`http://127.0.0.1:${port}`);
    expect([response.status, response.headers.get('x-late'), await response.text()]).to.deep.equal([202, 'yes', 'written']);
    close();
  });

  it('is not begun, and nobody counted, where only its head is asked for', async () => {
    const watch = new Readers();
    await using app = await serveApp({answer: () => NEVER, sse: {watch}});
    const {eventsUrl} = await app.ask();
    const response = await fetch(app.url + eventsUrl, {method: 'HEAD'});
    expect([response.status, response.headers.get('content-type'), await response.text()]).to.deep.equal([200, 'text/event-stream', '']);
    expect(watch.ever).to.equal(0);
  });

  it('waits for its turn on a connection, and comes whole', async () => {
    await using app = await serveApp({answer: () => of()});
    const {eventsUrl} = await app.ask();
    const {hostname, port} = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${eventsUrl} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(2));
    let said = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (said += piece));
    await until(() => said.match(/\r\n0\r\n\r\n/g)?.length === 2);
    socket.destroy();
    expect(said.match(/^HTTP\/1\.1 200 OK/gm)).to.have.length(2);
    const bodies = said.split(/HTTP\/1\.1 200 OK[^]*?\r\n\r\n/).slice(1).map((body) => body.replace(/^[^]*?retry: \d+\n/, ''));
    expect(bodies[0]).to.contain('"type":"session-end"').and.match(/\r\n0\r\n\r\n$/);
    expect(bodies[0]!.match(/^id: \d+$/gm)).to.deep.equal(bodies[1]!.match(/^id: \d+$/gm));
  });

  it('lets go of its readers when they leave, also of those whose turn has not come', async () => {
    const watch = new Readers();
    await using app = await serveApp({answer: () => NEVER, sse: {watch}});
    const {eventsUrl} = await app.ask();
    const {hostname, port} = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${eventsUrl} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(2));
    await until(() => watch.now === 2);
    socket.destroy();
    await until(() => watch.now === 0);
    expect(app.faults).to.deep.equal([]);
  });

  it('has no reader who left before it began', async () => {
    const watch = new Readers();
    let attached = 0;
    const feed = new SessionFeed(memorySessionLog(), () => 0);
    const {port, close} = await serve(async (ctx) => {
      await once(ctx.res, 'close');
      streamEvents(ctx, {cursor: new LogCursor(feed, 0), encode: encodeBatch, attach: () => ((attached += 1), () => (attached -= 1))}, {watch});
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', () => setTimeout(() => socket.destroy(), 20));
    await until(() => watch.ever === 1);
    expect([watch.now, attached]).to.deep.equal([0, 0]);
    close();
  });
});
