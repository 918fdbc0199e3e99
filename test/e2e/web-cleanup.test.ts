/** Nothing stays open of questions that were stopped, or whose readers left: counted at the stand-ins and in the server's process. */
import {existsSync, readdirSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import {braveStandIn} from '../support/brave-stand-in.ts';
import {page, stall, stallMidway, startPageStandIn} from '../support/page-stand-in.ts';
import {readStream} from '../support/read-stream.ts';
import {runServer} from '../support/run-server.ts';

const QUESTIONS = 12;
const text = 'Tides of the sea are caused by the gravity of the Moon, which pulls the water on the near side more strongly than the far side.';

/** So long anything may take, in milliseconds: less than the test may. */
const PATIENCE_MS = 45_000;

/** @throws Error - With what is `seen`, when it takes too long. */
const until = async (what: string, condition: () => boolean, seen: () => object) => {
  const since = performance.now();
  while (!condition()) {
    if (performance.now() - since > PATIENCE_MS) throw new Error(`Waited for ${what}, and saw ${JSON.stringify(seen())}`);
    await sleep(10);
  }
};

/** @param graceMs - Long enough for every question to reach its pages on a busy machine, shorter than a page may take. */
async function openWeb(graceMs: number) {
  const numbers = Array.from({length: QUESTIONS}, (_, at) => at);
  const [brave, ...sites] = await Promise.all([
    braveStandIn(),
    // A site each: of one site only two pages are read at once.
    ...numbers.map(() => startPageStandIn({'/good': page(text, 'Good'), '/mute': stall, '/half': stallMidway})),
  ]);
  brave.answer((query) => {
    const site = sites[Number(/harbour (\d+)/.exec(query)?.[1] ?? 0)];
    return {kind: 'results', results: ['mute', 'half', 'good'].map((name) => ({title: name, url: `${site?.origin ?? ''}/${name}`, description: ''}))};
  });
  const server = await runServer({
    BRAVE_API_KEY: brave.apiKey,
    BRAVE_BASE_URL: brave.baseUrl,
    SEARCH: 'brave',
    CORPUS: 'test/fixtures/corpus',
    ROBOTS: 'off',
    GRACE_MS: String(graceMs),
    EVIDENCE_WAIT_MS: '60000',
    FETCH_ALLOW_PRIVATE: '127.0.0.1',
  });
  const ask = (at: number) => server.ask({question: `What makes the tides of harbour ${at} rise?`});
  const files = () => (existsSync('/proc/self/fd') ? readdirSync(`/proc/${server.process.pid}/fd`).length : 0);
  return {
    server,
    /** Sockets that sites have open. */
    open: () => sites.reduce((sum, site) => sum + site.open, 0),
    /** Sites that were asked for a page. */
    asked: () => sites.filter((site) => site.requests.length > 0).length,
    ask,
    files,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Promise.all([brave.close(), ...sites.map((site) => site.close())]);
    },
  };
}

describe('questions that are stopped while pages are read', () => {
  for (const [name, graceMs, leave] of [
    ['are stopped', 60_000, (url: string, {id}: {readonly id: string}) => fetch(`${url}/v1/sessions/${id}`, {method: 'DELETE'})],
    ['lose their readers', 5_000, (url: string, {eventsUrl}: {readonly eventsUrl: string}) => readStream(url + eventsUrl, {limit: 3})],
  ] as const) {
    it(`leave no socket and no file when they ${name}`, async () => {
      await using web = await openWeb(graceMs);
      const {server, open, asked, ask, files} = web;
      const first = await ask(0);
      const seen = () => ({open: open(), asked: asked(), files: files()});
      await until('the first pages', () => open() >= 2 && asked() === 1, seen); // one that is left before it was asked for counts for none
      await leave(server.url, first);
      await until('their sockets to close', () => open() === 0, seen);
      const before = files();

      const sessions = await Promise.all(Array.from({length: QUESTIONS - 1}, (_, at) => ask(at + 1)));
      await until('every site to be asked', () => asked() === QUESTIONS, seen);
      await Promise.all(sessions.map((session) => leave(server.url, session)));
      await until('all sockets to close', () => open() === 0, seen);
      // Connections that are kept for the next search may stay, one for each that searched at once; none of the pages' does.
      await until(`${before + QUESTIONS} files at most`, () => files() <= before + QUESTIONS, seen);
      const ended = await Promise.all(sessions.map(async ({id}) => (await (await fetch(`${server.url}/v1/sessions/${id}`)).json()) as {readonly outcome: string}));
      expect(new Set(ended.map(({outcome}) => outcome))).to.deep.equal(new Set(['stopped']));
    });
  }
});
