/** perf/support - asks one question and notes what became of it. */
import {createParser} from 'eventsource-parser';
import type {SessionFrame} from '../../shared/session-event.ts';

/** What was heard of one session. */
export interface HeardSession {
  /** Of each `session-end`; one is right. */
  readonly outcomes: readonly string[];
  /** Models whose answer came to its end. */
  readonly answeredBy: readonly string[];
  readonly hasSynthesis: boolean;
  readonly retries: number;
  readonly takeovers: number;
}

/** Asks and reads to the end, or for `patienceMs`. */
export async function hearSession(url: string, body: unknown, patienceMs: number): Promise<HeardSession> {
  const frames: SessionFrame[] = [];
  const parser = createParser({onEvent: ({data}) => frames.push(JSON.parse(data) as SessionFrame)});
  const decoder = new TextDecoder();
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const posted = await fetch(`${url}/v1/sessions`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body), signal});
    const {eventsUrl} = (await posted.json()) as {eventsUrl: string};
    const response = await fetch(url + eventsUrl, {signal});
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, {stream: true}));
  } catch (error) {
    console.error(`perf: a session broke off: ${String(error)}`);
  }
  const count = (...types: string[]) => frames.filter(({type}) => types.includes(type)).length;
  return {
    outcomes: frames.flatMap((frame) => ('outcome' in frame ? [frame.outcome] : [])),
    answeredBy: frames.flatMap((frame) => (frame.type === 'answer-end' && 'model' in frame ? [frame.model] : [])),
    hasSynthesis: count('synthesis-end') > 0,
    retries: count('answer-retry', 'synthesis-retry'),
    takeovers: count('answer-reset', 'synthesis-reset'),
  };
}
