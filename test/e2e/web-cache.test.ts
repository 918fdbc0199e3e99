/** What the web was asked once is not asked again: over real sockets, with a real process and its file. */
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import type {SessionState} from '../../shared/session-state.ts';
import {braveStandIn} from '../support/brave-stand-in.ts';
import {page, startPageStandIn} from '../support/page-stand-in.ts';
import {readStream} from '../support/read-stream.ts';
import {runServer, type RunningServer, type ServerSettings} from '../support/run-server.ts';

const QUESTION = 'What causes the tides of the sea?';
const tides = 'Tides of the sea are caused by the gravity of the Moon, which pulls the water on the near side more strongly than the far side.';

async function openWeb() {
  const [brave, pages] = await Promise.all([braveStandIn(), startPageStandIn({'/moon': page(tides, 'The Moon')})]);
  brave.answer({kind: 'results', results: [{title: 'The Moon', url: `${pages.origin}/moon`, description: 'About the Moon.'}], afterMs: 50});
  const settings: ServerSettings = {BRAVE_API_KEY: brave.apiKey, BRAVE_BASE_URL: brave.baseUrl, SEARCH: 'brave', CORPUS: 'test/fixtures/corpus', ROBOTS: 'off', FETCH_ALLOW_PRIVATE: `127.0.0.1:${pages.port}`};
  return {
    settings,
    calls: () => [brave.requests.length, pages.requests.length] as const,
    async [Symbol.asyncDispose]() {
      await Promise.all([brave.close(), pages.close()]);
    },
  };
}

async function ask(server: RunningServer): Promise<SessionState> {
  const {id, eventsUrl} = await server.ask({question: QUESTION});
  await readStream(server.url + eventsUrl);
  return (await (await fetch(`${server.url}/v1/sessions/${id}`)).json()) as SessionState;
}

describe('the cache of the web', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'llm-window-cache-'));
  });
  afterEach(() => {
    rmSync(dataDir, {recursive: true, force: true});
  });

  it('answers a repeated question without an upstream call, also after a restart, and says that the page is a kept one', async () => {
    await using web = await openWeb();
    const settings = {...web.settings, DATA_DIR: dataDir};
    await using first = await runServer(settings);
    expect((await ask(first)).sources.map(({how}) => how)).to.deep.equal(['page']);
    const calls = web.calls();
    const repeated = await ask(first);
    expect(repeated.sources.map(({how, used}) => [how, used])).to.deep.equal([['cache', true]]);
    expect(repeated.outcome).to.equal('done');
    await first.end();
    // Closed in good order: nothing waits beside the file to be taken into it.
    expect(readdirSync(dataDir).filter((name) => name.startsWith('cache'))).to.deep.equal(['cache.sqlite']);
    await using second = await runServer(settings);
    expect((await ask(second)).sources.map(({how}) => how)).to.deep.equal(['cache']);
    expect(web.calls()).to.deep.equal(calls);
  });

  it('makes one call of ten equal questions at once', async () => {
    await using web = await openWeb();
    await using server = await runServer({...web.settings, CACHE_TTL: '0', DATA_DIR: dataDir});
    await ask(server);
    const [searches, reads] = web.calls();
    const states = await Promise.all(Array.from({length: 10}, () => ask(server)));
    expect(states.every(({outcome, sources}) => outcome === 'done' && sources.length === 1)).to.be.true;
    // As many as one question costs; what arrives a moment after another's answer may cost one more.
    expect(web.calls()[0]).to.be.within(2 * searches, 2 * searches + 3);
    expect(web.calls()[1]).to.be.within(2 * reads, 2 * reads + 3);
  });

  it('keeps nothing when it is off', async () => {
    await using web = await openWeb();
    await using server = await runServer({...web.settings, CACHE_TTL: '0', DATA_DIR: dataDir});
    await ask(server);
    const [searches, reads] = web.calls();
    expect((await ask(server)).sources.map(({how}) => how)).to.deep.equal(['page']);
    expect(web.calls()).to.deep.equal([2 * searches, 2 * reads]);
    expect(existsSync(join(dataDir, 'cache.sqlite'))).to.be.false;
  });

  it('answers all the same when the cache can’t work', async () => {
    await using web = await openWeb();
    mkdirSync(join(dataDir, 'cache.sqlite'));
    await using server = await runServer({...web.settings, DATA_DIR: dataDir});
    expect(await ask(server)).to.include({outcome: 'done'});
    expect((await ask(server)).sources.map(({how}) => how)).to.deep.equal(['page']);
    expect(server.output().stderr).to.contain('the cache does not work');
  });
});
