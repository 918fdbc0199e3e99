import {expect} from 'chai';
import fc from 'fast-check';
import {concat, from, NEVER, of, Subject} from 'rxjs';
import * as v from 'valibot';
import {reduceSession} from '../../../shared/reduce-session.ts';
import {type Said, SessionEvent, type SessionFrame} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';
import {readStream} from '../../support/read-stream.ts';
import {serveApp} from '../../support/serve-app.ts';
import {anyLog, eventOf, eventTypes} from '../../support/session-events.ts';

const saidOf = ({at: _, ...said}: SessionEvent): Said => said;
const body: Said[] = fc
  .sample(anyLog, {seed: 11, numRuns: 1})
  .flat()
  .filter(({type}) => !type.startsWith('session-'))
  .map(saidOf);
const fold = (frames: readonly {frame: SessionFrame}[], state = emptySession) => frames.reduce((sum, {frame: {from: _, ...event}}) => reduceSession(sum, event), state);

describe('GET /v1/sessions/:id/events', () => {
  it('carries every event of the contract with every field, as the schemas say', async () => {
    const own = ['session-start', 'session-metrics', 'session-end'];
    const all = eventTypes.filter((type) => !own.includes(type)).map((type) => fc.sample(eventOf(type, 'all'), {seed: 3, numRuns: 1})[0]!);
    await using app = await serveApp({answer: () => from(all.map(saidOf))});
    const {eventsUrl} = await app.ask();
    const frames = await readStream(app.url + eventsUrl);
    for (const {frame} of frames) v.assert(SessionEvent, frame);
    const wanted = JSON.parse(JSON.stringify(all.map(saidOf))) as Said[];
    for (const said of wanted) {
      const got = frames.find(({frame}) => frame.type === said.type);
      expect(got?.frame, said.type).to.deep.include(said);
    }
    expect(new Set(frames.map(({frame}) => frame.type))).to.deep.equal(new Set(eventTypes));
  });

  it('sends the headers that a stream heeds, and none that only a document does', async () => {
    const allowedOrigins = ['https://site.example'];
    await using app = await serveApp({answer: () => NEVER, access: {allowedOrigins}});
    const {eventsUrl} = await app.ask();
    const origin = 'https://site.example';
    const left = new AbortController();
    for (const method of ['GET', 'HEAD']) {
      const {headers} = await fetch(app.url + eventsUrl, {method, headers: {origin}, signal: left.signal});
      const {date: _, 'access-control-expose-headers': exposed, connection: _connection, 'keep-alive': _alive, 'transfer-encoding': _coding, ...sent} = Object.fromEntries(headers);
      expect(sent, method).to.deep.equal({
        'access-control-allow-origin': origin,
        'cache-control': 'no-store, no-transform',
        'content-type': 'text/event-stream',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'Origin',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      expect(exposed, method).to.contain('retry-after');
    }
    left.abort();
    const problem = await fetch(`${app.url}/v1/sessions/nobody/events`);
    for (const name of ['content-security-policy', 'x-frame-options', 'referrer-policy']) expect(problem.headers.get(name), name).to.be.a('string');
  });

  it('ends for a reader whose stream meets a fault of ours, and for nobody else', async () => {
    const said$ = new Subject<Said>();
    const isFaulty = {yet: false};
    const onWrite = () => {
      if (isFaulty.yet) throw new Error('a fault');
    };
    await using app = await serveApp({answer: () => said$, sse: {watch: {onReader: () => undefined, onResume: () => undefined, onWrite}}});
    const {id, eventsUrl} = await app.ask();
    const response = await fetch(app.url + eventsUrl);
    isFaulty.yet = true;
    said$.next({type: 'answer-start', model: 'a', sources: []});
    await response.text().catch(() => undefined);
    isFaulty.yet = false;
    expect(new Set(app.faults.map(String))).to.deep.equal(new Set(['Error: a fault']));
    said$.complete();
    expect((await readStream(app.url + eventsUrl)).at(-1)?.frame).to.include({type: 'session-end'});
    expect(app.registry.find(id)).to.be.an('object');
  });

  it('resumes at every event boundary to the same state, by header and by query', async () => {
    await using app = await serveApp({answer: () => from(body)});
    const {id, eventsUrl} = await app.ask();
    const whole = fold(await readStream(app.url + eventsUrl));
    const session = app.registry.find(id);
    if (!session || session === 'expired') throw new Error('it should be there');
    const log = session.feed.read(0);
    for (const {id: cut} of log.slice(0, -1)) {
      const seen = log.slice(0, cut).reduce((state, {event}) => reduceSession(state, event), emptySession);
      const byHeader = await readStream(app.url + eventsUrl, {lastEventId: cut});
      const byQuery = await readStream(`${app.url}${eventsUrl}?after=${cut}`);
      expect(byHeader).to.deep.equal(byQuery);
      expect(JSON.parse(JSON.stringify(fold(byHeader, seen)))).to.deep.equal(JSON.parse(JSON.stringify(whole)));
    }
  });

  it('numbers frames upwards and joins what lies between, without a gap', async () => {
    await using app = await serveApp({answer: () => from(body)});
    const {eventsUrl} = await app.ask();
    let next = 1;
    for (const {id, frame} of await readStream(app.url + eventsUrl)) {
      expect(frame.from ?? id).to.equal(next);
      next = id + 1;
    }
  });

  it('lets the header win over the query', async () => {
    await using app = await serveApp({answer: () => from(body)});
    const {eventsUrl} = await app.ask();
    const [first] = await readStream(`${app.url}${eventsUrl}?after=0`, {lastEventId: 2});
    expect(first!.frame.from ?? first!.id).to.equal(3);
  });

  it('gives a late and an early reader the same end, and every reader the same text', async () => {
    const said$ = new Subject<Said>();
    await using app = await serveApp({answer: () => said$});
    const {eventsUrl} = await app.ask();
    const early = readStream(app.url + eventsUrl);
    await new Promise((turn) => setTimeout(turn, 50));
    for (const said of body) said$.next(said);
    const late = readStream(app.url + eventsUrl);
    said$.complete();
    expect(fold(await late)).to.deep.equal(fold(await early));
  });

  it('answers 204 when all of an ended session was seen, which stops an EventSource', async () => {
    await using app = await serveApp({answer: () => of()});
    const {eventsUrl} = await app.ask();
    const frames = await readStream(app.url + eventsUrl);
    const response = await fetch(app.url + eventsUrl, {headers: {'last-event-id': String(frames.at(-1)!.id)}});
    expect(response.status).to.equal(204);
    expect(await response.text()).to.equal('');
  });

  for (const [name, headers, query] of [
    ['text', {'last-event-id': 'abc'}, ''],
    ['a negative number', {'last-event-id': '-1'}, ''],
    ['a fraction', {}, '?after=1.5'],
    ['an id ahead of the log', {'last-event-id': '999999'}, ''],
    ['two values', {}, '?after=1&after=2'],
    ['nothing', {}, '?after='],
  ] as const) {
    it(`refuses ${name} as a cursor`, async () => {
      await using app = await serveApp();
      const {eventsUrl} = await app.ask();
      const response = await fetch(app.url + eventsUrl + query, {headers});
      expect(response.status).to.equal(400);
      expect(response.headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(await response.json()).to.deep.include({status: 400, code: 'bad-cursor'});
    });
  }

  it('answers 404 for an unknown and 410 for an expired session', async () => {
    await using app = await serveApp({answer: () => of(), limits: {retentionMs: 0}});
    const {eventsUrl} = await app.ask();
    await new Promise((turn) => setTimeout(turn, 20));
    expect((await fetch(app.url + eventsUrl)).status).to.equal(410);
    expect((await fetch(`${app.url}/v1/sessions/nobody/events`)).status).to.equal(404);
  });

  it('sends data frames only: no event line, retry on the first frame, ids from 1', async () => {
    await using app = await serveApp({answer: () => of()});
    const {eventsUrl} = await app.ask();
    const response = await fetch(app.url + eventsUrl);
    expect(response.headers.get('content-type')).to.equal('text/event-stream');
    expect(response.headers.get('cache-control')).to.contain('no-transform');
    const text = await response.text();
    expect(text).to.match(/^retry: \d+\nid: 1\ndata: \{"type":"session-start"/);
    expect(text.split('\n\n').slice(0, -1).every((frame) => /^(retry: \d+\n)?id: \d+\ndata: \{.*\}$/.test(frame))).to.equal(true);
    expect(text.match(/^retry:/gm)).to.have.length(1);
  });

  it('sends heartbeats without an id on a quiet stream', async () => {
    await using app = await serveApp({answer: () => NEVER, sse: {heartbeatMs: 20}});
    const {eventsUrl} = await app.ask();
    const frames = await readStream(app.url + eventsUrl, {heartbeats: true, limit: 4});
    expect(frames.map(({id, frame}) => [id, frame.type])).to.deep.equal([
      [1, 'session-start'],
      [1, 'heartbeat'],
      [1, 'heartbeat'],
      [1, 'heartbeat'],
    ]);
  });

  it('goes on without a reader and ends the run when the grace period is over', async () => {
    await using app = await serveApp({answer: () => NEVER, limits: {graceMs: 60}});
    const {id, eventsUrl} = await app.ask();
    await readStream(app.url + eventsUrl, {limit: 1});
    const session = app.registry.find(id);
    if (!session || session === 'expired') throw new Error('it should be there');
    expect(session.running).to.equal(true);
    await new Promise<void>((ended) => {
      session.feed.horizon$.subscribe({complete: ended});
    });
    expect(session.state).to.include({outcome: 'stopped', code: 'abandoned'});
  });

  it('keeps the run while somebody reads', async () => {
    await using app = await serveApp({answer: () => concat(of<Said>({type: 'analysis-start'}), NEVER), limits: {graceMs: 500}});
    const {id, eventsUrl} = await app.ask();
    const reading = readStream(app.url + eventsUrl);
    await new Promise((later) => setTimeout(later, 800));
    const session = app.registry.find(id);
    expect(session !== 'expired' && session?.running).to.equal(true);
    await fetch(`${app.url}/v1/sessions/${id}`, {method: 'DELETE'});
    expect((await reading).at(-1)?.frame).to.include({type: 'session-end', outcome: 'stopped', code: 'stopped'});
  });
});
