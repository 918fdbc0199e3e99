/** Questions that wait for a turn under a rate limit, as readers see them: over HTTP, with a real process. */
import {expect} from 'chai';
import type {SessionFrame} from '../../shared/session-event.ts';
import {braveStandIn} from '../support/brave-stand-in.ts';
import {readStream} from '../support/read-stream.ts';
import {runServer, type RunningServer, type ServerSettings} from '../support/run-server.ts';
import {searxngResult, searxngStandIn} from '../support/searxng-stand-in.ts';

/** Brave with one request a second, and SearXNG without a limit. Their pages are at hosts that are not there, so snippets are the sources. */
async function openBusy(given: ServerSettings = {}) {
  const [brave, searxng] = await Promise.all([braveStandIn(), searxngStandIn()]);
  brave.answer({kind: 'results', results: [{url: 'https://tides.invalid/', title: 'Tides', description: 'The moon raises the tides.'}]});
  brave.enforce({limit: 1, windowMs: 1_000});
  searxng.answer({kind: 'results', results: [searxngResult('moon', {url: 'https://moon.invalid/', content: 'The moon raises the tides.'})]});
  const server = await runServer({BRAVE_API_KEY: brave.apiKey, BRAVE_BASE_URL: brave.baseUrl, SEARXNG_URL: searxng.baseUrl, SEARCH: 'brave,searxng', CORPUS: 'test/fixtures/corpus', ...given});
  return {
    server,
    brave,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Promise.all([brave.close(), searxng.close()]);
    },
  };
}

const read = async ({url}: RunningServer, {eventsUrl}: {readonly eventsUrl: string}): Promise<readonly SessionFrame[]> => (await readStream(url + eventsUrl)).map(({frame}) => frame);
const ask = async (server: RunningServer, question: string) => read(server, await server.ask({question}));

/** A line for each event of the search: what matters of it. */
const brief = (events: readonly SessionFrame[]) =>
  events.flatMap((event) => {
    if (event.type === 'search-wait') return ['wait'];
    if (event.type === 'search-result') return [`found by ${event.provider}`];
    return event.type === 'search-error' ? [`${event.code}, next ${event.next ?? 'nobody'}`] : [];
  });

describe('questions that wait for a turn at the search', () => {
  it('do not hold back one that was answered before', async () => {
    await using busy = await openBusy();
    const {server, brave} = busy;
    await ask(server, 'tides alpha');
    const waiting = ['tides beta', 'tides gamma'].map((question) => ask(server, question));
    expect(brief(await ask(server, 'tides alpha'))).to.deep.equal(['found by brave']);
    const last = (await Promise.all(waiting)).at(-1) ?? [];
    expect(brief(last)).to.deep.equal(['wait', 'found by brave']);
    expect(brave.requests).to.have.length(3);
    expect(brave.refused).to.equal(0);
  });

  it('are not sent when their readers stop them, and those behind move up', async () => {
    await using busy = await openBusy();
    const {server, brave} = busy;
    await ask(server, 'tides alpha');
    const [beta, gamma, delta] = [await server.ask({question: 'tides beta'}), await server.ask({question: 'tides gamma'}), await server.ask({question: 'tides delta'})];
    for (const {id} of [beta, gamma]) await fetch(`${server.url}/v1/sessions/${id}`, {method: 'DELETE'});
    expect((await read(server, beta)).at(-1)).to.include({type: 'session-end', outcome: 'stopped'});
    expect(brief(await read(server, delta))).to.deep.equal(['wait', 'found by brave']);
    expect(brave.requests.map(({parameters}) => parameters.get('q'))).to.deep.equal(['tides alpha', 'tides delta']);
  });

  it('go to the next provider when the longest wait is over, and say so', async () => {
    await using busy = await openBusy({SEARCH_WAIT_MS: '1'});
    const {server, brave} = busy;
    await ask(server, 'tides alpha');
    expect(brief(await ask(server, 'tides beta'))).to.deep.equal(['wait', 'rate-limited, next searxng', 'found by searxng']);
    expect(brave.refused).to.equal(0);
  });
});
