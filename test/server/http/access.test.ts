import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {expect} from 'chai';
import {SignJWT} from 'jose';
import {concat, of, Subject, timer} from 'rxjs';
import {ignoreElements} from 'rxjs/operators';
import type {Said} from '../../../shared/session-event.ts';
import {readStream} from '../../support/read-stream.ts';
import {type ServedApp, serveApp} from '../../support/serve-app.ts';

const tokenSecret = 'a secret that nobody guesses, of 32 bytes or more';
const key = new TextEncoder().encode(tokenSecret);
const SITE = 'https://site.example';

interface Wishes {
  readonly claims?: Record<string, unknown>;
  readonly life?: string | number;
  readonly audience?: string;
  readonly secret?: Uint8Array;
}
const mint = ({claims = {}, life = '1m', audience = 'llm-window', secret = key}: Wishes = {}) =>
  new SignJWT(claims).setProtectedHeader({alg: 'HS256'}).setAudience(audience).setExpirationTime(life).sign(secret);

const ask = async (app: ServedApp, headers: Record<string, string> = {}, body: object = {question: 'q'}) => {
  const response = await fetch(`${app.url}/v1/sessions`, {method: 'POST', headers: {'content-type': 'application/json', ...headers}, body: JSON.stringify(body)});
  return {status: response.status, headers: response.headers, json: (await response.json()) as {code?: string; id: string}};
};
const bearer = async (wishes?: Wishes) => ({authorization: `Bearer ${await mint(wishes)}`});

describe('embed credentials', () => {
  const access = {tokenSecret, allowedOrigins: [SITE, 'https://*.partner.example']};

  it('let in whoever has a token, on every call that changes something; reading needs the id alone', async () => {
    await using app = await serveApp({access});
    const headers = await bearer();
    const {status, json} = await ask(app, headers);
    expect(status).to.equal(201);
    const at = `${app.url}/v1/sessions/${json.id}`;
    const feedback = {method: 'POST', body: '{"rating":"up"}'};
    const calls: [string, RequestInit][] = [[`${at}/feedback`, feedback], [`${at}/share`, {method: 'POST'}], [`${app.url}/v1/vitals`, {method: 'POST', body: '{}'}], [`${at}/answers/a`, {method: 'DELETE'}], [at, {method: 'DELETE'}]];
    for (const [url, init] of calls) {
      const without = await fetch(url, {...init, headers: {'content-type': 'application/json'}});
      expect(without.status, url).to.equal(401);
      expect(without.headers.get('www-authenticate')).to.match(/^Bearer/);
      expect((await fetch(url, {...init, headers: {...headers, 'content-type': 'application/json'}})).ok, url).to.equal(true);
    }
    expect((await fetch(at)).status).to.equal(200);
    expect((await readStream(`${at}/events`)).at(-1)?.frame).to.include({outcome: 'stopped'});
  });

  for (const [name, wishes, status, code] of [
    ['a token signed with another secret', {secret: new TextEncoder().encode('x'.repeat(40))}, 401, 'unauthorized'],
    ['a token for another service', {audience: 'else'}, 401, 'unauthorized'],
    ['an expired token', {life: Math.floor(Date.now() / 1_000) - 60}, 401, 'token-expired'],
    ['a token that lives for weeks', {life: '30d'}, 401, 'unauthorized'],
    ['claims of the wrong kind', {claims: {quota: 'all'}}, 401, 'unauthorized'],
    ['a token for another origin', {claims: {origin: 'https://else.example'}}, 403, 'origin-not-allowed'],
    ['a model that the token does not allow', {claims: {models: ['b']}}, 403, 'model-not-allowed'],
    ['a quota of none', {claims: {quota: 0}}, 429, 'quota-exceeded'],
  ] as const) {
    it(`refuse ${name} with ${status} ${code}`, async () => {
      await using app = await serveApp({access});
      const answer = await ask(app, {...(await bearer(wishes)), origin: SITE}, {question: 'q', models: ['a']});
      expect([answer.status, answer.json.code]).to.deep.equal([status, code]);
      expect(app.registry.running).to.equal(0);
      expect(app.faults).to.deep.equal([]);
    });
  }

  for (const authorization of ['Bearer', 'Bearer ', 'Basic eDp5', 'Bearer a.b.c', `Bearer ${'x'.repeat(9_000)}`, 'Bearer eyJhbGciOiJub25lIn0.e30.']) {
    it(`refuse "${authorization.slice(0, 30)}"`, async () => {
      await using app = await serveApp({access});
      expect((await ask(app, {authorization})).status).to.equal(401);
      expect(app.faults).to.deep.equal([]);
    });
  }

  it('narrow the models that are asked when none is named', async () => {
    await using app = await serveApp({access});
    const {json} = await ask(app, await bearer({claims: {models: ['b']}}));
    expect(((await (await fetch(`${app.url}/v1/sessions/${json.id}`)).json()) as {models: string[]}).models).to.deep.equal(['b']);
  });

  it('hold a token to its quota and to its origin', async () => {
    await using app = await serveApp({access});
    const headers = {...(await bearer({claims: {quota: 2, origin: [SITE]}})), origin: SITE};
    expect([(await ask(app, headers)).status, (await ask(app, headers)).status, (await ask(app, headers)).status]).to.deep.equal([201, 201, 429]);
    expect((await ask(app, {...headers, origin: 'https://a.partner.example'})).status).to.equal(403);
  });

  it('that expire in mid-stream cut no stream', async function () {
    this.timeout(10_000);
    const said$ = new Subject<Said>();
    await using app = await serveApp({access, answer: () => said$});
    const headers = await bearer({life: '1s'});
    const {json} = await ask(app, headers);
    const reading = readStream(`${app.url}/v1/sessions/${json.id}/events`);
    await new Promise((later) => setTimeout(later, 2_100));
    expect((await ask(app, headers)).json.code).to.equal('token-expired');
    said$.next({type: 'answer-start', model: 'a', sources: []});
    said$.next({type: 'answer-end', model: 'a', finishReason: 'stop', citations: [], ttftMs: 0, ms: 0});
    said$.complete();
    expect((await reading).at(-1)?.frame).to.include({outcome: 'done'});
  });

  it('are minted as docs/credentials.md says', async () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../../docs/credentials.md'), 'utf8');
    const [, code = ''] = /```js\n(import \{SignJWT\}[^]*?)```/.exec(page) ?? [];
    process.env['TOKEN_SECRET'] = tokenSecret;
    try {
      const module = code.replace("'jose'", JSON.stringify(import.meta.resolve('jose')));
      const {mintToken} = (await import(`data:text/javascript,${encodeURIComponent(module)}`)) as {mintToken: (user: string) => Promise<string>};
      await using app = await serveApp({access});
      expect((await ask(app, {authorization: `Bearer ${await mintToken('ann')}`, origin: SITE})).status).to.equal(201);
    } finally {
      delete process.env['TOKEN_SECRET'];
    }
  });
});

describe('origins', () => {
  const allowed = async (app: ServedApp, origin: string) => {
    const headers = {origin, 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'authorization,content-type,last-event-id'};
    const preflight = await fetch(`${app.url}/v1/sessions/x`, {method: 'OPTIONS', headers});
    return {granted: preflight.headers.get('access-control-allow-origin'), post: (await ask(app, {origin})).status, headers: preflight.headers};
  };

  it('are allowed exactly or by pattern, with what a page needs and no credentials', async () => {
    await using app = await serveApp({access: {allowedOrigins: [SITE, 'https://*.partner.example', 'http://localhost:*']}});
    for (const origin of [SITE, 'https://a.partner.example', 'https://a.b.partner.example', 'http://localhost:5173', 'http://localhost']) {
      const {granted, post, headers} = await allowed(app, origin);
      expect([granted, post], origin).to.deep.equal([origin, 201]);
      expect(headers.get('vary')).to.match(/Origin/i);
      expect(headers.get('access-control-allow-methods')).to.contain('DELETE');
      for (const name of ['authorization', 'content-type', 'last-event-id']) expect(headers.get('access-control-allow-headers')).to.contain(name);
      expect(headers.get('access-control-allow-credentials')).to.equal(null);
    }
    const {headers} = await ask(app, {origin: SITE});
    for (const name of ['location', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset']) expect(headers.get('access-control-expose-headers')).to.contain(name);
  });

  it('are refused otherwise: null always, names that only look alike, other schemes', async () => {
    await using app = await serveApp({access: {allowedOrigins: [SITE, 'https://*.partner.example', 'http://localhost:*']}});
    for (const origin of ['null', 'https://else.example', 'http://site.example', `${SITE}.evil.example`, 'https://partner.example', 'https://evilpartner.example', 'https://x.partner.example.evil', 'http://localhost.evil:80', 'https://a.partner.example:444']) {
      const {granted, post} = await allowed(app, origin);
      expect([granted, post], origin).to.deep.equal([null, 403]);
    }
    await using open = await serveApp({access: {allowedOrigins: ['*']}});
    expect((await allowed(open, 'null')).granted).to.equal(null);
    expect((await allowed(open, 'https://any.example')).post).to.equal(201);
  });

  it('of the server itself may always ask', async () => {
    await using app = await serveApp();
    expect((await ask(app, {origin: app.url})).status).to.equal(201);
  });
});

describe('the Host header in open mode', () => {
  const get = async (app: ServedApp, host: string, path = '/v1/models', extra: Record<string, string> = {}) => {
    const {request} = await import('node:http');
    return new Promise<{status: number; body: string}>((done, fail) => {
      const call = request(app.url + path, {headers: {host, ...extra}}, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text)).on('end', () => done({status: response.statusCode ?? 0, body}));
      });
      call.on('error', fail).end();
    });
  };

  it('must be a name of ours, so that no page can pass for us by rebinding', async () => {
    await using app = await serveApp({access: {allowedOrigins: ['https://known.example'], hosts: ['answers.example']}});
    for (const host of ['127.0.0.1:1', 'localhost:3000', '[::1]:3000', '192.168.1.7', 'app.localhost', 'answers.example', 'known.example:8443', 'ANSWERS.example']) expect((await get(app, host)).status, host).to.equal(200);
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'x']) expect(await get(app, host), host).to.include({status: 403});
  });

  it('opens neither metrics nor details on loopback to a name that is not ours', async () => {
    await using app = await serveApp();
    expect((await get(app, 'evil.example', '/metrics')).status).to.equal(401);
    expect((await get(app, 'evil.example', '/readyz')).body).to.equal('{"status":"ready"}');
    expect((await get(app, 'evil.example', '/healthz')).status).to.equal(200);
    expect((await get(app, 'localhost', '/metrics')).status).to.equal(200);
  });

  it('is free once there are tokens', async () => {
    await using app = await serveApp({access: {tokenSecret}});
    expect((await get(app, 'answers.example')).status).to.equal(200);
  });
});

describe('limits', () => {
  it('on loopback are none until they are set', async () => {
    await using app = await serveApp();
    for (let i = 0; i < 40; i++) expect((await ask(app)).status).to.equal(201);
  });

  it('tell what is left, and when to come back', async () => {
    await using app = await serveApp({access: {limits: {perMinute: 2}}});
    const first = await ask(app);
    expect(['limit', 'remaining', 'policy'].map((name) => first.headers.get(`ratelimit-${name}`))).to.deep.equal(['2', '1', '2;w=60']);
    await ask(app);
    const {status, json, headers} = await ask(app);
    expect([status, json.code]).to.deep.equal([429, 'rate-limited']);
    expect(Number(headers.get('retry-after'))).to.be.within(1, 60);
    expect(Number(headers.get('ratelimit-reset'))).to.be.within(1, 60);
    expect(headers.get('ratelimit-remaining')).to.equal('0');
  });

  it('count what starts, not what is refused', async () => {
    await using app = await serveApp({access: {tokenSecret, limits: {perMinute: 3, atOnce: 1}}, limits: {maxSessions: 1}});
    const headers = await bearer({claims: {quota: 2}});
    const first = await ask(app, headers);
    for (let i = 0; i < 4; i++) expect((await ask(app, headers)).json.code).to.equal('too-many-sessions');
    await fetch(`${app.url}/v1/sessions/${first.json.id}`, {method: 'DELETE', headers});
    expect((await ask(app, headers)).status).to.equal(201);
    expect((await ask(app, headers)).json.code).to.equal('quota-exceeded');
  });

  it('are not slipped by a forged X-Forwarded-For, and hold each client of a trusted proxy alone', async () => {
    await using app = await serveApp({access: {limits: {perMinute: 1}}});
    const forged = async (address: string) => (await ask(app, {'x-forwarded-for': address})).status;
    expect([await forged('203.0.113.1'), await forged('203.0.113.2'), await forged('127.0.0.1')]).to.deep.equal([201, 429, 429]);

    await using behind = await serveApp({access: {limits: {perMinute: 1}, trustedProxies: 1}});
    const through = async (chain: string) => (await ask(behind, {'x-forwarded-for': chain})).status;
    expect([await through('203.0.113.1'), await through('203.0.113.2')]).to.deep.equal([201, 201]);
    expect([await through('198.51.100.7, 203.0.113.1'), await through('junk')]).to.deep.equal([429, 201]);
    // One customer has a whole /64.
    expect([await through('2001:db8::1'), await through('2001:db8::ffff:2'), await through('2001:db8:0:1::1')]).to.deep.equal([201, 429, 201]);
  });

  it('count by token, whatever the address', async () => {
    await using app = await serveApp({access: {tokenSecret, limits: {perMinute: 1}, trustedProxies: 1}});
    const by = async (sub: string, address: string) => (await ask(app, {...(await bearer({claims: {sub}})), 'x-forwarded-for': address})).status;
    expect([await by('ann', '203.0.113.1'), await by('ann', '203.0.113.2'), await by('bob', '203.0.113.3')]).to.deep.equal([201, 429, 201]);
  });

  it('tell of the one that the caller meets first', async () => {
    await using app = await serveApp({access: {tokenSecret, limits: {perMinute: 5}, trustedProxies: 1}});
    const left = async (sub: string) => (await ask(app, {...(await bearer({claims: {sub}})), 'x-forwarded-for': '203.0.113.1'})).headers.get('ratelimit-remaining');
    expect([await left('ann'), await left('bob'), await left('cid')]).to.deep.equal(['4', '3', '2']);
  });

  it('hold how many run at once, and let go of those that have ended', async () => {
    await using app = await serveApp({access: {limits: {atOnce: 2}}});
    const [first] = [await ask(app), await ask(app)];
    expect((await ask(app)).json.code).to.equal('too-many-sessions');
    await fetch(`${app.url}/v1/sessions/${first.json.id}`, {method: 'DELETE'});
    expect((await ask(app)).status).to.equal(201);
  });

  it('apply without a setting to whoever is not on loopback', async () => {
    await using app = await serveApp({answer: () => concat(timer(0).pipe(ignoreElements()), of()), access: {trustedProxies: 1}});
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) {
      statuses.push((await ask(app, {'x-forwarded-for': '203.0.113.1'})).status);
      await new Promise((turn) => setTimeout(turn, 2));
    }
    expect(new Set(statuses.slice(0, 30))).to.deep.equal(new Set([201]));
    expect(statuses.at(-1)).to.equal(429);
  });
});
