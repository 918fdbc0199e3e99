/** Backpressure is real: a reader that stops reading costs a cursor, and later gets everything. */
import {once} from 'node:events';
import {get, type IncomingMessage} from 'node:http';
import {connect, type Socket} from 'node:net';
import {expect} from 'chai';
import {createParser} from 'eventsource-parser';
import {Subject} from 'rxjs';
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {Said, SessionEvent, SessionFrame} from '../../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../../shared/session-state.ts';
import {readStream} from '../../support/read-stream.ts';
import {serveApp} from '../../support/serve-app.ts';

const KIBIBYTE = 1_024;
const piece = `${'word '.repeat(409)}\n`;
/** 16 MB in all: more than the kernel holds for a socket. */
const PIECES = 8_000;
/** A busy machine may need long; nobody is cut for that. */
const patient = {stallMs: 1e9};
const PATIENCE_MS = 240_000;

/** A reader that takes nothing until it is told to. */
async function openReader(url: string, path: string): Promise<{response: IncomingMessage; readAll: () => Promise<SessionState>}> {
  const request = get(url + path, {agent: false});
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const readAll = async () => {
    let state = emptySession;
    const parser = createParser({
      onEvent: ({data}) => {
        const {from: _, ...event} = JSON.parse(data) as SessionFrame;
        if ((event.type as string) !== 'heartbeat') state = reduceSession(state, event);
      },
    });
    response.setEncoding('utf8');
    for await (const text of response as AsyncIterable<string>) parser.feed(text);
    return state;
  };
  return {response, readAll};
}

describe('a reader that stops reading', () => {
  it('is written no more than its socket takes, while another reads at full speed, and later gets everything', async function () {
    this.timeout(PATIENCE_MS);
    const said$ = new Subject<Said>();
    await using app = await serveApp({answer: () => said$, sse: patient});
    const written = new Set<Socket>();
    app.server.on('connection', (socket: Socket) => written.add(socket));
    const {id, eventsUrl} = await app.ask();
    const slow = await Promise.all(Array.from({length: 4}, () => openReader(app.url, eventsUrl)));
    const fast = readStream(app.url + eventsUrl);

    said$.next({type: 'answer-start', model: 'a', sources: []});
    for (let i = 0; i < PIECES; i++) {
      said$.next({type: 'answer-delta', model: 'a', text: piece});
      if (i % 50 === 0) await new Promise((turn) => setImmediate(turn));
    }
    said$.next({type: 'answer-end', model: 'a', finishReason: 'stop', citations: [], ttftMs: 0, ms: 0});
    said$.complete();
    const frames = await fast;
    const want = frames.reduce((state, {frame: {from: _, ...event}}) => reduceSession(state, event as SessionEvent), emptySession);
    expect(want.answers[0]?.text.length).to.equal(piece.length * PIECES);

    // 16 MB were said; what waits for a slow reader inside this process is bounded by the stream's own buffers.
    for (const socket of written) expect(socket.writableLength).to.be.at.most(256 * KIBIBYTE);
    for (const reader of slow) {
      const got = await reader.readAll();
      expect(got.answers[0]?.text === want.answers[0]?.text).to.equal(true);
      expect(got.outcome).to.equal('done');
    }
    const session = app.registry.find(id);
    expect(session !== 'expired' && session?.state.outcome).to.equal('done');
  });

  it('but for a byte now and then, over HTTP/1.0, costs no more, and gets everything in the end', async function () {
    this.timeout(PATIENCE_MS);
    const said$ = new Subject<Said>();
    await using app = await serveApp({answer: () => said$, sse: {heartbeatMs: 50, ...patient}});
    const served = new Promise<Socket>((connected) => void app.server.once('connection', connected));
    const {hostname, port} = new URL(app.url);
    const {id} = app.registry.start({question: 'q', models: ['a'], providers: [], synthesis: true, search: {}});
    const socket = connect(Number(port), hostname);
    socket.write(`GET /v1/sessions/${id}/events HTTP/1.0\r\nHost: ${hostname}\r\n\r\n`);
    await once(socket, 'readable');
    said$.next({type: 'answer-start', model: 'a', sources: []});
    for (let i = 0; i < PIECES; i++) said$.next({type: 'answer-delta', model: 'a', text: piece});
    let head = '';
    for (let i = 0; i < 50; i++) {
      head += (socket.read(1) as Buffer | null)?.toString('latin1') ?? '';
      await new Promise((later) => setTimeout(later, 10));
    }
    expect((await served).writableLength).to.be.at.most(256 * KIBIBYTE);
    said$.complete();
    let bytes = head.length;
    for await (const chunk of socket as AsyncIterable<Buffer>) bytes += chunk.length;
    expect(bytes).to.be.greaterThan(piece.length * PIECES);
  });

  it('is cut when a write has waited too long, and resumes where it was', async function () {
    this.timeout(PATIENCE_MS);
    const said$ = new Subject<Said>();
    let onLeft = (): void => undefined;
    const left = new Promise<void>((resolve) => (onLeft = resolve));
    const watch = {onReader: (change: 1 | -1) => change === -1 && onLeft(), onResume: () => undefined, onWrite: () => undefined};
    await using app = await serveApp({answer: () => said$, sse: {heartbeatMs: 50, stallMs: 200, watch}});
    const {eventsUrl} = await app.ask();
    const {response} = await openReader(app.url, eventsUrl);
    const closed = new Promise<void>((resolve) => {
      response.once('close', resolve);
      response.once('error', () => resolve());
    });
    said$.next({type: 'answer-start', model: 'a', sources: []});
    for (let i = 0; i < PIECES; i++) said$.next({type: 'answer-delta', model: 'a', text: piece});
    await left;
    response.resume();
    await closed;
    said$.complete();
    const rest = await readStream(`${app.url}${eventsUrl}?after=2`);
    expect(rest.at(-1)?.frame.type).to.equal('session-end');
  });
});
