/** The faults of koa-sse-stream that server/http/sse-stream.ts guards: shown in the class itself, and gone in ours. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {pipeline} from 'node:stream/promises';
import {Readable} from 'node:stream';
import {expect} from 'chai';
import Koa, {type Context} from 'koa';
import SseTransform from 'koa-sse-stream/lib/sse.js';
import {SseStream} from '../../../server/http/sse-stream.ts';

/** Serves one request with a body made by the test, and gives what the client read. */
async function serve(makeBody: (ctx: Context) => Readable): Promise<{text: string; headers: Headers}> {
  const app = new Koa();
  app.silent = true;
  app.use((ctx) => {
    ctx.body = makeBody(ctx);
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {signal: AbortSignal.timeout(2_000)});
  const text = await response.text();
  server.close();
  return {text, headers: response.headers};
}
const bytes = (text: string) => Buffer.from(text);

describe('SseStream', () => {
  it('says nothing of its own accord, where the class greets', async () => {
    const greeting = await new Promise<string>((read) => {
      void serve((ctx) => {
        new SseTransform(ctx).once('data', (chunk: Buffer) => read(chunk.toString()));
        return Readable.from([bytes('x')]);
      });
    });
    expect(greeting).to.equal(': ok\n\n');
    const {text} = await serve((ctx) => new SseStream(ctx).end());
    expect(text).to.equal('');
  });

  it('passes text that begins with a colon, which the class turns into a comment', async () => {
    const lost = await new Promise<string>((read) => {
      void serve((ctx) => {
        const stream = new SseTransform(ctx);
        stream.on('data', (chunk: Buffer) => {
          if (!chunk.includes('ok')) read(chunk.toString());
        });
        stream.write({data: ':secret'});
        return Readable.from([bytes('x')]);
      });
    });
    expect(lost).to.equal(': secret\n\n');
    const {text} = await serve((ctx) => {
      const stream = new SseStream(ctx);
      stream.write(bytes('data: ":secret"\n\n'));
      return stream.end();
    });
    expect(text).to.equal('data: ":secret"\n\n');
  });

  it('calls back when a frame has left, where the class drops the callback of send()', async () => {
    let called = false;
    const {text} = await serve((ctx) => {
      const stream = new SseStream(ctx);
      stream.write(bytes('data: 1\n\n'), () => {
        called = true;
        stream.end();
      });
      return stream;
    });
    expect(text).to.equal('data: 1\n\n');
    expect(called).to.equal(true);
  });

  it('ends, so that a pipeline into it finishes; the class never does', async () => {
    const {text} = await serve((ctx) => {
      const stream = new SseStream(ctx);
      void pipeline(Readable.from([bytes('data: 1\n\n'), bytes('data: 2\n\n')]), stream);
      return stream;
    });
    expect(text).to.equal('data: 1\n\ndata: 2\n\n');
    let ended = true;
    await serve((ctx) => {
      const stream = new SseTransform(ctx);
      stream.end();
      ended = stream.writableEnded;
      return Readable.from([bytes('x')]);
    });
    expect(ended).to.equal(false);
  });

  it('sends no stray close event at its end', async () => {
    const {text} = await serve((ctx) => {
      const stream = new SseStream(ctx);
      stream.write(bytes('id: 1\ndata: {}\n\n'));
      return stream.end();
    });
    expect(text).not.to.contain('event:');
  });

  it('holds a frame back until the reader takes it: the callback waits', async () => {
    let left = 0;
    await serve((ctx) => {
      const stream = new SseStream(ctx);
      const big = Buffer.alloc(200_000, 'x');
      for (let i = 0; i < 20; i++) stream.write(big, () => (left += 1));
      setImmediate(() => {
        expect(left).to.be.lessThan(20);
        stream.resume();
        stream.destroy();
      });
      return Readable.from([bytes('x')]);
    });
  });

  it('sets the headers of an event stream that nothing may buffer', async () => {
    const {headers} = await serve((ctx) => new SseStream(ctx).end());
    expect(headers.get('content-type')).to.equal('text/event-stream');
    expect(headers.get('x-accel-buffering')).to.equal('no');
    expect(headers.get('cache-control')).to.equal('no-store, no-transform');
  });
});
