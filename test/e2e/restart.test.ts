/** What becomes of sessions when the server ends, in good order or not. Real processes. */
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import type {SessionState} from '../../shared/session-state.ts';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {readStream} from '../support/read-stream.ts';
import {type RunningServer, runServer} from '../support/run-server.ts';

const CORPUS = 'test/fixtures/corpus';
const long = Array.from({length: 400}, (_, i) => `word${i} `);
const stateOf = async (server: RunningServer, id: string) => (await (await fetch(`${server.url}/v1/sessions/${id}`)).json()) as SessionState & {code?: string};
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise((later) => setTimeout(later, 20));
};

describe('a restart', () => {
  let DATA_DIR = '';
  beforeEach(() => (DATA_DIR = mkdtempSync(join(tmpdir(), 'llm-window-restart-'))));
  afterEach(() => rmSync(DATA_DIR, {recursive: true, force: true}));

  it('in mid-run leaves what was said, ends it as failed, and finished answers stay as they were', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 20}});
    const settings = {CORPUS, DATA_DIR, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off'};
    const first = await runServer(settings);
    const done = await first.ask({question: 'What causes the tides?', models: ['extractive']});
    await readStream(first.url + done.eventsUrl);
    const finished = await stateOf(first, done.id);
    const {id, eventsUrl} = await first.ask({question: 'What causes the tides?', models: ['slow']});
    await until(async () => /word30/.test((await stateOf(first, id)).answers[0]?.text ?? ''));
    await first.end('SIGKILL');

    await using second = await runServer(settings);
    expect(await stateOf(second, done.id)).to.deep.equal(finished);
    const cut = await stateOf(second, id);
    expect(cut).to.include({status: 'ended', outcome: 'failed', code: 'restarted'});
    expect(cut.answers[0]?.text).to.match(/^word0 .*word5/);
    expect(cut.answers[0]).to.include({status: 'failed', code: 'restarted'});
    // A reader that was connected comes back with what it has seen last.
    const rest = await readStream(second.url + eventsUrl, {lastEventId: 5});
    expect(rest.at(-1)?.frame).to.include({type: 'session-end', code: 'restarted'});
    await llm.close();
  });

  it('keeps nothing when HISTORY is off', async () => {
    const settings = {CORPUS, DATA_DIR, HISTORY: 'off'};
    const first = await runServer(settings);
    const {id, eventsUrl} = await first.ask({question: 'What causes the tides?'});
    await readStream(first.url + eventsUrl);
    await first.end();
    await using second = await runServer(settings);
    expect((await fetch(`${second.url}/v1/sessions/${id}`)).status).to.equal(404);
  });
});

describe('SIGTERM', () => {
  it('lets a running session finish, takes no new one, and ends with code 0', async () => {
    const llm = await openAiStandIn({slow: {tokens: long.slice(0, 60), tokenMs: 20}});
    const server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', DRAIN_MS: '20000'});
    const {eventsUrl} = await server.ask({question: 'What causes the tides?'});
    const reading = readStream(server.url + eventsUrl);
    await until(async () => /word3/.test(JSON.stringify(await (await fetch(server.url + eventsUrl.replace('/events', ''))).json())));
    server.process.kill('SIGTERM');
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 503);
    const refused = await fetch(`${server.url}/v1/sessions`, {method: 'POST', headers: {'content-type': 'application/json'}, body: '{"question":"q"}'});
    expect([refused.status, refused.headers.has('retry-after')]).to.deep.equal([503, true]);
    expect((await reading).at(-1)?.frame).to.include({type: 'session-end', outcome: 'done'});
    if (server.process.exitCode === null) await once(server.process, 'exit');
    expect(server.process.exitCode).to.equal(0);
    await llm.close();
  });

  it('ends what is left after the drain time as failed, and at once when it comes twice', async () => {
    const llm = await openAiStandIn({slow: {tokens: long, tokenMs: 200}});
    for (const [DRAIN_MS, again] of [['100', false], ['600000', true]] as const) {
      const server = await runServer({CORPUS, LLM_BASE_URL: llm.url, LLM_ANALYSIS: 'off', DRAIN_MS});
      const {eventsUrl} = await server.ask({question: 'What causes the tides?'});
      const reading = readStream(server.url + eventsUrl);
      await until(async () => /word1/.test(JSON.stringify(await (await fetch(server.url + eventsUrl.replace('/events', ''))).json())));
      server.process.kill('SIGTERM');
      if (again) {
        await until(async () => (await fetch(`${server.url}/readyz`)).status === 503);
        server.process.kill('SIGTERM');
      }
      expect((await reading).at(-1)?.frame).to.include({outcome: 'failed', code: 'shutdown'});
      if (server.process.exitCode === null) await once(server.process, 'exit');
      expect(server.process.exitCode).to.equal(0);
    }
    await llm.close();
  });
});
