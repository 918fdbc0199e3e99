/** perf/scenarios - from a question to evidence, over a web of which every fifth page fails: how soon, with how much memory, and what stays open. */
import {readdirSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {braveStandIn} from '../../test/support/brave-stand-in.ts';
import {answer, type Behaviour, reset, stall, startPageStandIn, truncate} from '../../test/support/page-stand-in.ts';
import {runServer} from '../../test/support/run-server.ts';
import {type Percentiles, percentiles} from '../support/percentiles.ts';
import {usageWhile} from '../support/process-usage.ts';
import type {Scenario} from '../support/scenario.ts';
import {timeSession} from '../support/time-session.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'evidence',
  asks: 'How soon is there evidence over a web of which every fifth page fails, and what stays open?',
  onlyByName: true,
  run: measureEvidence,
};

/** Times in milliseconds from sending the question, memory in MiB of resident set. */
export interface EvidenceResult {
  readonly source: Percentiles;
  /** The sources are numbered and the models can be asked. */
  readonly evidence: Percentiles;
  readonly end: Percentiles;
  readonly peakRssMb: number;
  readonly done: number;
  readonly pagesRead: number;
  readonly pagesFailed: number;
  /** Of these, that were not read in time: they stalled, or the answer was complete before they came. */
  readonly pagesTimedOut: number;
  /** Pages that came when the answer had begun. */
  readonly pagesLate: number;
  /** Sockets to the stand-ins and files of the server that are open, beyond those before the questions, once connections that are kept for the next call had time to end. */
  readonly leftOpen: number;
}

const QUESTIONS = 100;
const AT_ONCE = 10;
const PAGES = 10;
/** Every fifth page fails, each time in another way. */
const FAULTS: readonly Behaviour[] = [answer({status: 404, body: 'gone'}), reset, stall, truncate, answer({status: 403, body: 'no'})];
/** How long connections may be kept for the next call. */
const KEEP_ALIVE_MS = 40_000;

const paragraph = (harbour: number, page: number, at: number): string =>
  `The tides of harbour ${harbour} rise because the Moon pulls at the sea; observer ${page} of them noted in year ${1_900 + at} that ${'high water came late and stood long at the quay '.repeat(6)}.`;
const textOf = (harbour: number, page: number): string => {
  const paragraphs = Array.from({length: 20}, (_, at) => `<h2>Year ${at}</h2><p>${paragraph(harbour, page, at)}</p>`);
  return `<!doctype html><html lang="en"><title>Harbour ${harbour}, ${page}</title><article><h1>Tides</h1>${paragraphs.join('')}</article></html>`;
};

/** A page that takes as long as pages take: 20 to 300 ms. */
const slowly =
  (behaviour: Behaviour, seed: number): Behaviour =>
  (socket, request) =>
    void setTimeout(() => behaviour(socket, request), 20 + ((seed * 97) % 280));

/** A site of its own for each place among the results, with one page for each question. */
function hostOf(page: number): Record<string, Behaviour> {
  return Object.fromEntries(
    Array.from({length: QUESTIONS}, (_, harbour): [string, Behaviour] => {
      const seed = harbour * PAGES + page;
      const fault = seed % 5 === harbour % 5 ? FAULTS[Math.floor(seed / 5) % FAULTS.length] : undefined;
      return [`/${harbour}`, slowly(fault ?? answer({body: textOf(harbour, page)}), seed)];
    }),
  );
}

/** A hundred questions, ten at a time; none is asked twice, so that nothing is cached. */
async function measureEvidence(): Promise<EvidenceResult> {
  const [brave, ...hosts] = await Promise.all([braveStandIn(), ...Array.from({length: PAGES}, (_, page) => startPageStandIn(hostOf(page)))]);
  const openSockets = () => brave.openSockets + hosts.reduce((sum, {open}) => sum + open, 0);
  brave.answer((query) => {
    const harbour = /harbou?r (\d+)/.exec(query)?.[1] ?? '0';
    const results = Array.from({length: PAGES}, (_, page) => ({title: `Harbour ${harbour}, ${page}`, url: `${hosts[page]?.origin}/${harbour}`, description: `About the tides of harbour ${harbour}.`, age: '2 days ago'}));
    return {kind: 'results', results, afterMs: 80};
  });
  await using server = await runServer({
    BRAVE_API_KEY: brave.apiKey,
    BRAVE_BASE_URL: brave.baseUrl,
    SEARCH: 'brave',
    CORPUS: 'test/fixtures/corpus',
    FETCH_ALLOW_PRIVATE: '127.0.0.1',
  });
  await server.printed(/Corpus/);
  await timeSession(server.url, {question: 'What makes the tides of harbour 0 rise?'}); // what only the first question pays
  await settle(openSockets);
  const filesBefore = openFiles(server.process.pid);

  const ask = async (first: number) => {
    const all = [];
    for (let harbour = first; harbour < QUESTIONS; harbour += AT_ONCE) all.push(await timeSession(server.url, {question: `What makes the tides of harbour ${harbour} rise?`}));
    return all;
  };
  const {result, peakRssMb} = await usageWhile(server.url, () => Promise.all(Array.from({length: AT_ONCE}, (_, first) => ask(first))));
  const all = result.flat();
  const left = () => openSockets() + Math.max(0, openFiles(server.process.pid) - filesBefore);
  await settle(left);
  const leftOpen = left();
  await server.end();
  await Promise.all([brave, ...hosts].map((standIn) => standIn.close()));

  const of = (key: 'source' | 'evidence' | 'end') => percentiles(all.flatMap((times) => times[key] ?? []));
  const count = (type: string) => all.reduce((sum, {counts}) => sum + (counts[type] ?? 0), 0);
  return {
    source: of('source'),
    evidence: of('evidence'),
    end: of('end'),
    peakRssMb,
    done: all.filter(({outcome}) => outcome === 'done').length,
    pagesRead: count('page-extract'),
    pagesFailed: count('page-error'),
    pagesTimedOut: count('page-error timeout'),
    pagesLate: count('source-late'),
    leftOpen,
  };
}

/** Files and sockets of a process; 0 where the system does not tell. */
function openFiles(pid = 0): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** Waits until nothing is open, or as long as connections may be kept. */
async function settle(open: () => number): Promise<void> {
  for (const endsAt = performance.now() + KEEP_ALIVE_MS; open() > 0 && performance.now() < endsAt; ) await sleep(250);
}
