/**
 * perf/scenarios - a reader who comes back to a long answer: milliseconds from sending the request to the last byte that was known when it was sent, while the
 * answer goes on; from the beginning, and from the middle.
 */
import {request} from 'node:http';
import {followStream} from '../support/follow-stream.ts';
import {percentiles, type Percentiles} from '../support/percentiles.ts';
import type {RunOptions, Scenario} from '../support/scenario.ts';
import {startModel} from '../support/start-model.ts';
import {startOurs} from '../support/start-ours.ts';

/** See `perf/support/scenario.ts`. */
export const scenario: Scenario = {
  name: 'resume',
  asks: 'How soon does a reader who comes back to a 100 KB answer have all of it?',
  run: measureResume,
};

interface ResumeResult {
  /** Of the answer's text, when readers begin to come back. */
  readonly answerBytes: number;
  readonly fromBeginning: Percentiles;
  readonly fromMiddle: Percentiles;
}

const ANSWER_BYTES = 100_000;
const TOKEN_BYTES = 200;
const TOKENS_PER_SECOND = 200;

async function measureResume({short}: RunOptions): Promise<ResumeResult> {
  const times = short ? 10 : 50;
  await using model = await startModel({tokens: 20_000, tokensPerSecond: TOKENS_PER_SECOND, padding: TOKEN_BYTES - 15});
  await using server = await startOurs({modelUrl: model.said.url});
  const {url} = server.said;
  const {eventsUrl} = await server.running.ask({question: 'What causes the tides?'});
  const live = followStream(url + eventsUrl);
  const middle = await live.until(({text}) => text >= ANSWER_BYTES / 2);
  const {text} = await live.until((heard) => heard.text >= ANSWER_BYTES);
  const measure = async (after: number): Promise<number[]> => {
    const all: number[] = [];
    for (let time = 0; time < times; time++) all.push(await timeResume(`${url}${eventsUrl}?after=${after}`, live.heard.id));
    return all;
  };
  const [fromBeginning, fromMiddle] = [await measure(0), await measure(middle.id)];
  live.leave();
  return {answerBytes: text, fromBeginning: percentiles(fromBeginning), fromMiddle: percentiles(fromMiddle)};
}

/** Until the frame with this id, or a later one, is here. */
function timeResume(url: string, lastKnownId: number): Promise<number> {
  const sentAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, {agent: false}, (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        rest += piece;
        for (const [, id] of rest.matchAll(/^id: ?(\d+)$/gm)) {
          if (Number(id) < lastKnownId) continue;
          resolve(performance.now() - sentAt);
          sent.destroy();
          return;
        }
        rest = rest.slice(rest.lastIndexOf('\n') + 1);
      });
    });
    sent.once('error', reject).end();
  });
}
