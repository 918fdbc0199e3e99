import {expect} from 'chai';
import {EventSource} from 'eventsource';
import {lastValueFrom, of, Subject} from 'rxjs';
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {Said, SessionFrame} from '../../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../../shared/session-state.ts';
import {readStream} from '../../support/read-stream.ts';
import {serveApp} from '../../support/serve-app.ts';

interface Message {
  readonly session: string;
  readonly id: number;
  readonly event: SessionFrame;
}

/** Reads until every session has ended or `limit` frames came; gives the frames and the last SSE id. */
async function readMany(url: string, options: {lastEventId?: string; limit?: number} = {}): Promise<{messages: Message[]; lastEventId: string}> {
  const messages: Message[] = [];
  let lastEventId = '';
  const source = new EventSource(url, {
    fetch: (input, init) => fetch(input, {...init, headers: {...init.headers, ...(options.lastEventId && {'Last-Event-ID': options.lastEventId})}}),
  });
  await new Promise<void>((end, fail) => {
    source.onerror = ({code}) => (code === undefined ? end() : fail(new Error(String(code))));
    source.onmessage = (event: {data: string; lastEventId: string}) => {
      if (messages.length === options.limit) return;
      messages.push(JSON.parse(event.data) as Message);
      lastEventId = event.lastEventId;
      if (messages.length === options.limit) end();
    };
  });
  source.close();
  return {messages, lastEventId};
}

const fold = (messages: readonly Message[], id: string): SessionState =>
  messages.filter(({session}) => session === id).reduce((state, {event: {from: _, ...event}}) => reduceSession(state, event), emptySession);

const words = (model: string): Said[] => [
  {type: 'answer-start', model, sources: []},
  ...['one ', 'two ', 'three'].map((text): Said => ({type: 'answer-delta', model, text})),
  {type: 'answer-end', model, finishReason: 'stop', citations: [], ttftMs: 0, ms: 0},
];

describe('GET /v1/events', () => {
  it('carries several sessions over one connection, each with its own ids, and ends when all have ended', async () => {
    const runs = [new Subject<Said>(), new Subject<Said>()];
    let next = 0;
    await using app = await serveApp({answer: () => runs[next++]!});
    const ids = [(await app.ask()).id, (await app.ask()).id];
    const reading = readMany(`${app.url}/v1/events?sessions=${ids.map((id) => `${id}:0`).join(',')}`);
    for (let i = 0; i < 5; i++) for (const [index, model] of ['a', 'b'].entries()) runs[index]!.next(words(model)[i]!);
    runs[1]!.complete();
    await new Promise((turn) => setTimeout(turn, 30));
    runs[0]!.complete();
    const {messages, lastEventId} = await reading;
    for (const [index, id] of ids.entries()) {
      expect(fold(messages, id)).to.deep.equal(fold((await readStream(`${app.url}/v1/sessions/${id}/events`)).map(({id: at, frame}) => ({session: id, id: at, event: frame})), id));
      expect(fold(messages, id).answers[0]?.text).to.equal('one two three');
      const places = messages.filter(({session}) => session === id).map((message) => message.id);
      expect(places).to.deep.equal([...places].sort((a, b) => a - b));
      expect(lastEventId.split(',')[index]).to.equal(`${id}:${places.at(-1)}`);
    }
  });

  it('resumes each session where it was, from the composite id, at every cut', async () => {
    await using app = await serveApp({answer: ({question}) => of(...words(question))});
    const ids = [(await app.ask({question: 'a'})).id, (await app.ask({question: 'b'})).id];
    const url = `${app.url}/v1/events?sessions=${ids.join(',')}`;
    const {messages: all} = await readMany(url);
    for (let limit = 1; limit < all.length; limit++) {
      const {messages: first, lastEventId} = await readMany(url, {limit});
      const {messages: rest} = await readMany(url, {lastEventId});
      for (const id of ids) expect(fold([...first, ...rest], id)).to.deep.equal(fold(all, id));
    }
  });

  it('answers 204 when all has ended and was seen, and still brings what one of them has left', async () => {
    await using app = await serveApp({answer: ({question}) => of(...words(question))});
    const [a, b] = [await app.ask({question: 'a'}), await app.ask({question: 'b'})];
    const last = (id: string) => {
      const session = app.registry.find(id);
      return session && session !== 'expired' ? session.feed.lastId : NaN;
    };
    expect((await fetch(`${app.url}/v1/events?sessions=${a.id}:${last(a.id)},${b.id}:${last(b.id)}`)).status).to.equal(204);
    const {messages} = await readMany(`${app.url}/v1/events?sessions=${a.id}:${last(a.id)},${b.id}:${last(b.id) - 1}`);
    expect(messages.map(({session, event}) => [session, event.type])).to.deep.equal([[b.id, 'session-end']]);
  });

  it('keeps every run that is read through it alive', async () => {
    let opened = (): void => undefined;
    const reads = new Promise<void>((resolve) => (opened = resolve));
    await using app = await serveApp({limits: {graceMs: 40}, sse: {watch: {onReader: () => opened(), onResume: () => undefined, onWrite: () => undefined}}});
    const start = () => app.registry.start({question: 'q', models: ['a'], providers: [], synthesis: true, search: {}});
    const sessions = [start(), start()];
    const ids = sessions.map(({id}) => id);
    // Until the stream is open, the test itself reads them.
    const leave = sessions.map((session) => session.attach());
    const reading = readMany(`${app.url}/v1/events?sessions=${ids.join(',')}`);
    await reads;
    for (const stop of leave) stop();
    // Nobody reads this one. It begins later, so that it ends later than the others would if they were not read.
    const unread = start();
    await lastValueFrom(unread.feed.horizon$);
    expect(unread.state.code).to.equal('abandoned');
    expect(sessions.map(({running}) => running)).to.deep.equal([true, true]);
    for (const id of ids) await fetch(`${app.url}/v1/sessions/${id}`, {method: 'DELETE'});
    expect((await reading).messages.filter(({event}) => event.type === 'session-end')).to.have.length(2);
  });

  for (const [name, query, status, code] of [
    ['no sessions', '', 400, 'bad-cursor'],
    ['an empty list', '?sessions=', 400, 'bad-cursor'],
    ['a place that is no number', '?sessions=ID:x', 400, 'bad-cursor'],
    ['a place ahead of the log', '?sessions=ID:99999', 400, 'bad-cursor'],
    ['a session named twice', '?sessions=ID,ID', 400, 'bad-cursor'],
    ['more sessions than one stream carries', `?sessions=${Array.from({length: 21}, (_, i) => `x${i}`).join(',')}`, 400, 'bad-cursor'],
    ['an unknown session', '?sessions=ID,nobody', 404, 'unknown-session'],
  ] as const) {
    it(`refuses ${name} with ${status}`, async () => {
      await using app = await serveApp();
      const {id} = await app.ask();
      const response = await fetch(`${app.url}/v1/events${query.replaceAll('ID', id)}`);
      expect(response.status).to.equal(status);
      expect(await response.json()).to.include({code});
    });
  }
});
