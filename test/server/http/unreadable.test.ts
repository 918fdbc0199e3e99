/** What is no HTTP request is answered like every other error: with a problem that says why. */
import {once} from 'node:events';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {expect} from 'chai';
import {serveApp, type ServedApp} from '../../support/serve-app.ts';

/** Sends bytes on a bare socket; gives status, type and problem of the answer. */
async function send(app: ServedApp, bytes: string) {
  const {hostname, port} = new URL(app.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return {status: Number(head.split(' ')[1]), mediaType: /content-type: (\S+)/i.exec(head)?.[1], ...(JSON.parse(body) as {code: string; detail: string})};
}

describe('what cannot be read', () => {
  for (const [name, bytes, status, code] of [
    ['noise', 'GARBAGE\r\n\r\n', 400, 'invalid-request'],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400, 'invalid-request'],
    ['two lengths of one body', 'POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400, 'invalid-request'],
    ['headers that are too large', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['an expectation of something else', 'POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\nContent-Length: 0\r\n\r\n', 417, 'invalid-request'],
  ] as const) {
    it(`is ${name}: a problem says so`, async () => {
      await using app = await serveApp();
      expect(await send(app, bytes)).to.include({mediaType: 'application/problem+json', status, code});
      expect(app.faults).to.deep.equal([]);
      expect((await fetch(`${app.url}/healthz`)).status).to.equal(200);
    });
  }

  it('puts nothing into an answer that has begun', async () => {
    await using app = await serveApp();
    const {eventsUrl} = await app.ask();
    const {hostname, port} = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(`GET ${eventsUrl} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await once(socket, 'data');
    socket.write('GARBAGE\r\n\r\n');
    expect(await text(socket).catch(() => '')).to.not.contain('no HTTP request');
  });
});
