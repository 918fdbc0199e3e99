/** perf/load - questions that arrive while others are in flight, in their own process: when each sees its first event, source and text, and its end. */
import {Agent, request, type IncomingMessage} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {createParser} from 'eventsource-parser';
import type {SessionFrame} from '../../shared/session-event.ts';
import {ownOptions, say} from '../support/apart.ts';
import {nowUs, StampReader} from '../support/token-stamp.ts';

/** What to ask. */
export interface AskLoadOptions {
  readonly url: string;
  /** Asked in turn; `#` becomes the number of the question. */
  readonly questions: readonly string[];
  readonly models?: readonly string[];
  readonly count: number;
  /** Arrivals; 0: all at once; unset: the next when the one before has ended. */
  readonly perSecond?: number;
}

/** One question; times in milliseconds from sending `POST`, left out where it never came. */
export interface AskedQuestion {
  status?: number;
  source?: number;
  token?: number;
  /** When the model was asked: the time on the first token of a stand-in that answers at once. */
  asked?: number;
  end?: number;
  /** From the model's last token to `session-end`. */
  done?: number;
  outcome: string;
  bytes: number;
}

const {questions, models, count, perSecond, ...given} = ownOptions() as AskLoadOptions;
const url = process.env['PORT'] ? `http://127.0.0.1:${process.env['PORT']}` : given.url; // clinic tells the port
const agent = new Agent({keepAlive: true, maxSockets: Infinity});

const call = (method: string, path: string, body = ''): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url + path, {agent, method, headers: body ? {'content-type': 'application/json', 'content-length': Buffer.byteLength(body)} : {}}, resolve)
      .once('error', reject)
      .end(body);
  });

async function ask(index: number): Promise<AskedQuestion> {
  const sentAt = nowUs();
  const since = (us = nowUs()) => (us - sentAt) / 1_000;
  const asked: AskedQuestion = {outcome: 'none', bytes: 0};
  let lastStamp: number | undefined;
  const body = JSON.stringify({question: (questions[index % questions.length] ?? '').replace('#', String(index)), ...(models && {models})});
  const posted = await call('POST', '/v1/sessions', body);
  const text = (await posted.setEncoding('utf8').toArray()).join('');
  if (posted.statusCode !== 201) return {...asked, outcome: `refused ${posted.statusCode}`};
  const response = await call('GET', (JSON.parse(text) as {eventsUrl: string}).eventsUrl);
  const parser = createParser({
    onEvent({data}) {
      const {type, ...frame} = JSON.parse(data) as SessionFrame;
      asked.status ??= since();
      if (type === 'search-result') asked.source ??= since();
      if (type === 'answer-delta') asked.token ??= since();
      if (type === 'session-end' && 'outcome' in frame) {
        asked.end = since();
        asked.outcome = frame.outcome;
      }
    },
  });
  const decoder = new TextDecoder();
  const stamps = new StampReader();
  for await (const piece of response as AsyncIterable<Buffer>) {
    asked.bytes += piece.length;
    const found = stamps.push(piece);
    if (found[0] !== undefined) asked.asked ??= since(found[0]);
    lastStamp = found.at(-1) ?? lastStamp;
    parser.feed(decoder.decode(piece, {stream: true}));
  }
  if (asked.end !== undefined && lastStamp !== undefined) asked.done = asked.end - since(lastStamp);
  return asked;
}

const all: Promise<AskedQuestion>[] = [];
const startedAt = performance.now();
for (let index = 0; index < count; index++) {
  if (perSecond) await sleep(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
  const asking = ask(index).catch((error: unknown): AskedQuestion => ({outcome: `broke off: ${String(error)}`, bytes: 0}));
  all.push(asking);
  if (perSecond === undefined) await asking;
}
await say(await Promise.all(all));
process.disconnect?.();
agent.destroy();
