/** perf/support - asks one question and times what comes back, from the moment at which the request is sent. */
import {createParser} from 'eventsource-parser';
import type {SessionFrame} from '../../shared/session-event.ts';

/** Times in milliseconds since `POST` was sent; undefined where it never came. */
export interface SessionTimes {
  readonly status?: number;
  readonly source?: number;
  /** The sources are numbered. */
  readonly evidence?: number;
  readonly token?: number;
  readonly end?: number;
  readonly outcome: string;
  readonly bytes: number;
  readonly frames: number;
  /** How many events of each type came, and of each type and code. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Asks and reads to the end. */
export async function timeSession(url: string, body: unknown): Promise<SessionTimes> {
  const sentAt = performance.now();
  const since = () => performance.now() - sentAt;
  const times: {status?: number; source?: number; evidence?: number; token?: number; end?: number} = {};
  const counts: Record<string, number> = {};
  let outcome = 'none';
  let bytes = 0;
  let frames = 0;
  const hear = ({type, ...frame}: SessionFrame) => {
    frames += 1;
    for (const key of [type, ...('code' in frame ? [`${type} ${frame.code}`] : [])]) counts[key] = (counts[key] ?? 0) + 1;
    times.status ??= since();
    if (type === 'search-result') times.source ??= since();
    if (type === 'enrichment-end') times.evidence ??= since();
    if (type === 'answer-delta') times.token ??= since();
    if (type === 'session-end' && 'outcome' in frame) {
      times.end = since();
      outcome = frame.outcome;
    }
  };
  const posted = await fetch(`${url}/v1/sessions`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
  if (posted.status !== 201) return {outcome: `refused ${posted.status}`, bytes, frames, counts};
  const {eventsUrl} = (await posted.json()) as {eventsUrl: string};
  const parser = createParser({onEvent: ({data}) => hear(JSON.parse(data) as SessionFrame)});
  const decoder = new TextDecoder();
  const response = await fetch(url + eventsUrl);
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    parser.feed(decoder.decode(chunk, {stream: true}));
  }
  return {...times, outcome, bytes, frames, counts};
}
