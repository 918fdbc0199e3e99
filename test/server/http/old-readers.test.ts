/** Readers that speak HTTP/1.0, which has no chunks. */
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {expect} from 'chai';
import {answeredRun} from '../../support/answered-run.ts';
import {readStream} from '../../support/read-stream.ts';
import {serveApp} from '../../support/serve-app.ts';

describe('a reader over HTTP/1.0', () => {
  it('is sent the same bytes as any other, but for its own retry line', async () => {
    await using app = await serveApp({answer: answeredRun});
    const {eventsUrl} = await app.ask();
    await readStream(app.url + eventsUrl);
    const {hostname, port} = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${eventsUrl} HTTP/1.0\r\nHost: ${hostname}\r\n\r\n`);
    const said = await text(socket);
    const body = said.slice(said.indexOf('\r\n\r\n') + '\r\n\r\n'.length);
    const want = await fetch(app.url + eventsUrl).then((response) => response.text());
    expect(body).to.match(/^retry: \d+\nid: 1\n/);
    expect(body.replace(/^retry: \d+/, '')).to.equal(want.replace(/^retry: \d+/, ''));
  });
});
