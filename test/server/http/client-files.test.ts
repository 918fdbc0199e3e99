import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import http, {type IncomingMessage} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import {gunzipSync, gzipSync} from 'node:zlib';
import {expect} from 'chai';
import {type ServedApp, serveApp} from '../../support/serve-app.ts';

const script = 'export const element = 1;\n'.repeat(100);

describe('the element over HTTP', () => {
  let app: ServedApp;
  let root: string;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'llm-window-client-'));
    writeFileSync(join(root, 'llm-window.js'), script);
    writeFileSync(join(root, 'llm-window.js.gz'), gzipSync(script));
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    app = await serveApp({clientRoot: root});
  });
  after(async () => {
    await app[Symbol.asyncDispose]();
    rmSync(root, {recursive: true});
  });

  async function get(path: string, headers: Record<string, string> = {}): Promise<{headers: http.IncomingHttpHeaders; body: Buffer; status?: number | undefined}> {
    const request = http.get(`${app.url}${path}`, {agent: false, headers});
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return {status: response.statusCode, headers: response.headers, body: await buffer(response)};
  }

  it('comes as it was compressed, to those who take that', async () => {
    const {headers, body} = await get('/llm-window.js', {'accept-encoding': 'gzip, deflate, br'});
    expect(headers).to.include({'content-encoding': 'gzip', 'content-length': String(body.length)});
    expect(headers['content-type']).to.match(/javascript/);
    expect(headers.vary).to.match(/Accept-Encoding/i);
    expect(body.length).to.be.below(script.length / 2);
    expect(gunzipSync(body).toString()).to.equal(script);
  });

  it('comes as it is to all others, and caches are told to keep the two apart', async () => {
    const {headers, body} = await get('/llm-window.js');
    expect(headers).not.to.have.property('content-encoding');
    expect(headers.vary).to.match(/Accept-Encoding/i);
    expect(body.toString()).to.equal(script);
  });

  it('comes as it is where it was not compressed', async () => {
    const {headers, body} = await get('/', {'accept-encoding': 'gzip'});
    expect(headers).not.to.have.property('content-encoding');
    expect(body.toString()).to.equal('<!doctype html>');
  });

  it('is not sent again to those who have it', async () => {
    const {headers} = await get('/llm-window.js', {'accept-encoding': 'gzip'});
    const again = await get('/llm-window.js', {'accept-encoding': 'gzip', 'if-modified-since': headers['last-modified'] ?? ''});
    expect(again.status).to.equal(304);
    expect(again.body.length).to.equal(0);
  });
});
