/** No secret and no session's id stands where it does not belong: logs, events, errors, metrics, traces, descriptions. A real server, everything failing. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect} from 'chai';
import {SignJWT} from 'jose';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {runServer} from '../support/run-server.ts';

describe('secrets', () => {
  it('are in no log, event, error, metric, trace or description', async () => {
    const secrets = {TOKEN_SECRET: 'sekret-token-0123456789-0123456789', METRICS_TOKEN: 'sekret-metrics', LLM_API_KEY: 'sekret-llm', BRAVE_API_KEY: 'sekret-brave'};
    // Both upstreams refuse, and repeat what they were sent.
    const asked: string[] = [];
    const echo = createServer((call, answer) => {
      asked.push(`${call.url?.split('?')[0]} ${String(call.headers['x-subscription-token'])}`);
      answer.writeHead(401, {'content-type': 'application/json'}).end(JSON.stringify({type: 'ErrorResponse', error: {code: 'UNAUTHORIZED', detail: `bad key ${String(call.headers['x-subscription-token'] ?? call.headers.authorization)}`, message: `bad key ${String(call.headers.authorization)}`}}));
    }).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const traces: Buffer[] = [];
    const collector = createServer((call, answer) => {
      call.on('data', (chunk: Buffer) => traces.push(chunk)).on('end', () => answer.setHeader('content-type', 'application/json').end('{}'));
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const at = (server: typeof echo) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const llm = await openAiStandIn({broken: {fault: 'unauthorized'}});
    const server = await runServer({...secrets, CORPUS: 'test/fixtures/corpus', LOG_LEVEL: 'trace', SEARCH: 'brave,corpus', BRAVE_BASE_URL: at(echo), LLM_BASE_URL: llm.url, LLM_MODELS: 'broken', OTEL_EXPORTER_OTLP_ENDPOINT: at(collector)});
    const token = await new SignJWT({sub: 'reader-name', jti: 'token-id'}).setProtectedHeader({alg: 'HS256'}).setAudience('llm-window').setExpirationTime('1m').sign(new TextEncoder().encode(secrets.TOKEN_SECRET));
    const authorization = `Bearer ${token}`;
    const headers = {'content-type': 'application/json', authorization};
    const said: string[] = [];
    const hear = async (path: string, init: RequestInit = {}) => {
      const text = await (await fetch(server.url + path, init)).text();
      said.push(text);
      return text;
    };

    const {id, eventsUrl} = JSON.parse(await hear('/v1/sessions', {method: 'POST', headers, body: '{"question":"What causes the tides?"}'})) as {id: string; eventsUrl: string};
    said.length = 0; // whoever asks is told the id
    await hear(eventsUrl);
    await hear(`/v1/sessions/${id}/feedback`, {method: 'POST', headers, body: '{"rating":"down","comment":"private words"}'});
    for (const bad of ['Bearer wrong', `Bearer ${token.slice(0, -3)}abc`, 'Bearer ']) await hear('/v1/sessions', {method: 'POST', headers: {...headers, authorization: bad}, body: '{"question":"q"}'});
    await hear('/v1/chat/completions', {method: 'POST', headers, body: '{"model":"broken","messages":[{"role":"user","content":"tides"}]}'});
    for (const path of ['/metrics', '/readyz', '/openapi.json', '/asyncapi.json', '/v1/models', '/v1/sessions/nobody', '/']) await hear(path);
    const {stdout, stderr, code} = await server.end();
    const kept = [...said, stdout, stderr, Buffer.concat(traces).toString('latin1')].join('\n');

    expect(code).to.equal(0);
    expect(asked).to.include(`/res/v1/web/search ${secrets.BRAVE_API_KEY}`);
    expect(llm.calls.map(({headers}) => headers.authorization)).to.include(`Bearer ${secrets.LLM_API_KEY}`);
    expect(said.join('')).to.contain('session-end').and.contain('"search-error"').and.contain('"answer-error"');
    expect(stderr).to.contain('"session ended"').and.contain('"feedback"');
    expect(Buffer.concat(traces).length).to.be.greaterThan(500);
    for (const secret of [...Object.values(secrets), token, id]) expect(kept.includes(secret), secret).to.equal(false);
    for (const word of ['private words', 'reader-name']) expect(`${stderr}${said.slice(1).join('')}`.includes(word), word).to.equal(false);
    await llm.close();
    for (const one of [echo, collector]) one.closeAllConnections();
    echo.close();
    collector.close();
  });
});
