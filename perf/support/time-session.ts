/** perf/support - asks one question and times what comes back, from the moment at which the request is sent. */
import {createParser} from 'eventsource-parser';
import type {SessionFrame} from '../../shared/session-event.ts';

/** Times in milliseconds since `POST` was sent; undefined where it never came. */
export interface SessionTimes {
  readonly status?: number;
  readonly source?: number;
  readonly token?: number;
  readonly end?: number;
  readonly outcome: string;
  readonly bytes: number;
  readonly frames: number;
}

/** Asks and reads to the end. */
export async function timeSession(url: string, body: unknown): Promise<SessionTimes> {
  const sentAt = performance.now();
  const since = () => performance.now() - sentAt;
  const times: {status?: number; source?: number; token?: number; end?: number} = {};
  let outcome = 'none';
  let bytes = 0;
  let frames = 0;
  const hear = ({type, ...frame}: SessionFrame) => {
    frames += 1;
    times.status ??= since();
    if (type === 'search-result') times.source ??= since();
    if (type === 'answer-delta') times.token ??= since();
    if (type === 'session-end' && 'outcome' in frame) {
      times.end = since();
      outcome = frame.outcome;
    }
  };
  const posted = await fetch(`${url}/v1/sessions`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
  if (posted.status !== 201) return {outcome: `refused ${posted.status}`, bytes, frames};
  const {eventsUrl} = (await posted.json()) as {eventsUrl: string};
  const parser = createParser({onEvent: ({data}) => hear(JSON.parse(data) as SessionFrame)});
  const decoder = new TextDecoder();
  const response = await fetch(url + eventsUrl);
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    parser.feed(decoder.decode(chunk, {stream: true}));
  }
  return {...times, outcome, bytes, frames};
}
