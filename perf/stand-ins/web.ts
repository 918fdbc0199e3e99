/** perf/stand-ins - a web in its own process: the Brave Search API, and sites whose pages it finds. No question finds the same page twice. */
import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {braveStandIn} from '../../test/support/brave-stand-in.ts';
import {ownOptions, say} from '../support/apart.ts';

/** Its knobs; times in milliseconds. */
export interface WebKnobs {
  /** @defaultValue 0 */
  readonly searchMs?: number;
  /** @defaultValue 0 */
  readonly pageMs?: number;
  /** Results of a query, each on a site of its own. @defaultValue 10 */
  readonly pages?: number;
  /** HTML of a page. @defaultValue 30_000 */
  readonly pageBytes?: number;
  /** Of a hundred pages so many are gone. @defaultValue 0 */
  readonly gonePercent?: number;
}

const {searchMs = 0, pageMs = 0, pages = 10, pageBytes = 30_000, gonePercent = 0} = ownOptions() as WebKnobs;
let served = 0;

const pageOf = (harbour: string): string => {
  const paragraph = (at: number) => `<h2>Year ${1_900 + at}</h2><p>The tides of harbour ${harbour} rise because the Moon pulls at the sea; an observer noted ${'that high water came late and stood long at the quay '.repeat(6)}.</p>`;
  let text = '';
  for (let at = 0; text.length < pageBytes; at++) text += paragraph(at);
  return `<!doctype html><html lang="en"><title>Harbour ${harbour}</title><nav><a href="/">Home</a></nav><article><h1>Tides</h1>${text}</article></html>`;
};

const serve: RequestListener = (req, res) => {
  served++;
  const isGone = req.url === '/robots.txt' || Math.floor((served * gonePercent) / 100) > Math.floor(((served - 1) * gonePercent) / 100);
  setTimeout(() => {
    if (isGone) res.writeHead(404).end();
    else res.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(pageOf((req.url ?? '/').slice(1)));
  }, pageMs);
};

const listen = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer(serve).listen(0, '127.0.0.1', () => resolve(server));
  });
const sites = (await Promise.all(Array.from({length: pages}, listen))).map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
const brave = await braveStandIn();
brave.answer((query) => {
  const harbour = /harbou?r (\w+)/.exec(query)?.[1] ?? '0';
  const results = sites.map((site, page) => ({title: `Harbour ${harbour}, ${page}`, url: `${site}/${harbour}`, description: `About the tides of harbour ${harbour}.`}));
  return {kind: 'results', results, afterMs: searchMs};
});
await say({baseUrl: brave.baseUrl, apiKey: brave.apiKey});
process.once('disconnect', () => process.exit());
