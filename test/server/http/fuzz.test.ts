/** Requests that nobody meant to send: 100 by default, 10,000 in `npm run test:long`. No 5xx, no undocumented answer, nothing left behind. */
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {Agent, type IncomingMessage, request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import fc from 'fast-check';
import {answeredRun} from '../../support/answered-run.ts';
import '../../support/property-runs.ts';
import {type ServedApp, serveApp} from '../../support/serve-app.ts';

interface Wild {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const visible = fc.string({unit: fc.integer({min: 0x21, max: 0x7e}).map((code) => String.fromCharCode(code)), maxLength: 40});
const headerText = fc.string({unit: fc.integer({min: 0x20, max: 0xff}).filter((code) => code !== 0x7f).map((code) => String.fromCharCode(code)), maxLength: 60});
const part = fc.oneof(visible, fc.constantFrom('ID', 'SHARE', '..', '%00', '%2e%2e', '%ff', 'nobody', '%F0%9F%8C%99', 'x'.repeat(300)));
const paths = ['/v1/sessions', '/v1/sessions/PART', '/v1/sessions/PART/events', '/v1/sessions/PART/share', '/v1/sessions/PART/feedback', '/v1/events', '/v1/vitals', '/v1/ask', '/v1/chat/completions', '/v1/models', '/v1/corpus/PART', '/healthz', '/readyz', '/metrics', '/openapi.json', '/asyncapi.json', '/', '/llm-window.js', '/chunks/PART', '/PART'];
const path = fc
  .tuple(fc.constantFrom(...paths), part, fc.option(fc.tuple(fc.constantFrom('after', 'sessions', 'format', 'q', 'models', 'x'), part)))
  .map(([form, name, query]) => form.replace('PART', name.replaceAll('/', '%2f').replaceAll('#', '%23')) + (query ? `?${query[0]}=${query[1]}` : ''));
const header = fc.tuple(fc.constantFrom('last-event-id', 'authorization', 'origin', 'accept', 'x-forwarded-for', 'content-encoding', 'sec-fetch-site', 'if-none-match', 'cookie', 'range', 'forwarded'), headerText);
const near = fc.record(
  {
    question: fc.oneof(fc.string(), fc.anything()),
    q: fc.string(),
    rating: fc.constantFrom('up', 'down', 'meh'),
    models: fc.oneof(fc.constant(['a']), fc.anything()),
    search: fc.anything(),
    model: fc.constantFrom('a', 'sonar', 'x'),
    messages: fc.oneof(fc.array(fc.record({role: fc.constantFrom('user', 'assistant', 'x'), content: fc.oneof(fc.string(), fc.anything())})), fc.anything()),
    stream: fc.oneof(fc.boolean(), fc.anything()),
    errors: fc.anything(),
    parent: fc.anything(),
  },
  {requiredKeys: []},
);
const stringify = (value: unknown): string => {
  try {
    const text: unknown = JSON.stringify(value);
    return typeof text === 'string' ? text : '';
  } catch {
    return '{';
  }
};
const body = fc.option(fc.oneof(near.map(stringify), fc.json(), fc.string({unit: 'binary'})), {nil: undefined});
const wild: fc.Arbitrary<Wild> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'PROPFIND'),
  path,
  headers: fc.tuple(fc.array(header, {maxLength: 4}), fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', '')).map(([pairs, type]) => ({...Object.fromEntries(pairs), ...(type && {'content-type': type})})),
  body,
});

/** Status and type; a stream is left once its headers are there. */
async function send(app: ServedApp, agent: Agent, {method, path: target, headers, body: sent}: Wild): Promise<{status: number; type: string; text: string}> {
  const {hostname, port} = new URL(app.url);
  const call = request({agent, hostname, port, method, path: target, headers: {...headers, ...(sent !== undefined && {'content-length': String(Buffer.byteLength(sent))})}});
  call.on('error', () => undefined);
  call.end(sent);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const {statusCode = 0, headers: {'content-type': type = ''}} = response;
  let text = '';
  if (statusCode < 400) call.destroy();
  else for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return {status: statusCode, type, text};
}

describe('wild requests', () => {
  it('get no 5xx, no undocumented answer, and leave nothing behind', async function () {
    this.timeout(0);
    const clientRoot = mkdtempSync(join(tmpdir(), 'llm-window-fuzz-'));
    writeFileSync(join(clientRoot, 'index.html'), '<!doctype html>');
    const agent = new Agent({keepAlive: true, maxSockets: 4});
    await using app = await serveApp({answer: answeredRun, clientRoot});
    const {paths: described} = (await (await fetch(`${app.url}/openapi.json`)).json()) as {paths: Record<string, Record<string, {responses?: Record<string, unknown>}>>};
    const documented = (method: string, target: string): readonly string[] => {
      const bare = (target.split('?')[0] ?? '').replace(/\/$/, '');
      const key = Object.keys(described).find((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare));
      const responses = key === undefined ? {} : (described[key]?.[method.toLowerCase()]?.responses ?? {});
      return [...Object.keys(responses), '403', '404', '405'];
    };
    const {id} = await app.ask();
    const shareId = ((await (await fetch(`${app.url}/v1/sessions/${id}/share`, {method: 'POST'})).json()) as {id: string}).id;

    await fc.assert(
      fc.asyncProperty(wild, async (one) => {
        const target = one.path.replace('ID', id).replace('SHARE', shareId);
        const {status, type, text} = await send(app, agent, {...one, path: target});
        expect(status, JSON.stringify(one)).to.be.within(200, 499);
        if (/^(?:GET|POST|DELETE)$/.test(one.method) && target.startsWith('/v1/')) expect(documented(one.method, target), `${status} to ${one.method} ${target}`).to.include(String(status));
        if (status >= 400 && one.method !== 'HEAD') expect(type, `${status} ${text}`).to.match(/^application\/(?:problem\+)?json/);
      }),
    );
    agent.destroy();
    while (app.registry.running > 0) await new Promise((later) => setTimeout(later, 10));
    expect(app.faults).to.deep.equal([]);
    rmSync(clientRoot, {recursive: true});
  });
});
