/**
 * test/support - stands in for a server, for the element: the built client and scripted answers over real HTTP.
 * Listens on loopback only. A question that begins with `busy` is refused; `dropped` cuts its stream in mid-answer and then
 * refuses to reconnect; all others are in `element-scripts.ts`.
 */
import {readFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {extname, join, normalize} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {reduceSession} from '../../shared/reduce-session.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import {emptySession} from '../../shared/session-state.ts';
import {encodeFrame} from '../../shared/sse-codec.ts';
import {models, scriptFor} from './element-scripts.ts';

/** As strict as the element may be met with. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

/** As the server has it for the page that draws diagrams. */
const diagramPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; sandbox allow-scripts";

const types: Readonly<Record<string, string>> = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.map': 'application/json'};

interface Session {
  readonly question: string;
  readonly log: SessionEvent[];
  readonly readers: Set<() => void>;
  stopped: boolean;
  dropped: boolean;
}

/** A stand-in that runs. */
export interface ElementStandIn {
  /** Its address. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one. @param root - The folder of the built client. */
export async function startElementStandIn(root: string): Promise<ElementStandIn> {
  const sessions = new Map<string, Session>();
  const server = createServer((request, response) => {
    void answer(request, response, sessions, root).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await listen(server);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const session of sessions.values()) session.stopped = true;
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server) => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));

async function answer(request: IncomingMessage, response: ServerResponse, sessions: Map<string, Session>, root: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const [, id = '', rest = ''] = /^\/v1\/sessions\/([^/]+)(\/events)?$/.exec(url.pathname) ?? [];
  const session = sessions.get(id);
  if (url.pathname === '/v1/models') json(response, 200, {object: 'list', data: models.map((model) => ({...model, object: 'model'}))});
  else if (request.method === 'POST' && url.pathname === '/v1/sessions') await create(request, response, sessions);
  else if (session && rest !== '') follow(request, response, session, Number(request.headers['last-event-id'] ?? url.searchParams.get('after') ?? 0));
  else if (session && request.method === 'DELETE') stop(response, session);
  else if (session) json(response, 200, session.log.reduce(reduceSession, emptySession));
  else await file(response, root, url.pathname);
}

async function create(request: IncomingMessage, response: ServerResponse, sessions: Map<string, Session>): Promise<void> {
  const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString());
  const question = typeof body === 'object' && body && 'question' in body ? String(body.question) : '';
  if (question.startsWith('busy')) {
    json(response, 503, {code: 'too-many-sessions', status: 503, detail: 'The server is busy.'}, 'application/problem+json');
    return;
  }
  const id = `s${sessions.size + 1}`;
  const session: Session = {question, log: [], readers: new Set(), stopped: false, dropped: false};
  sessions.set(id, session);
  void play(session);
  json(response, 201, {id, eventsUrl: `/v1/sessions/${id}/events`});
}

async function play(session: Session): Promise<void> {
  const {question} = session;
  const dropped = question.startsWith('dropped');
  for (const [afterMs, said] of scriptFor(dropped ? question.replace('dropped', 'slow') : question)) {
    if (afterMs > 0) await wait(afterMs);
    if (session.stopped) return;
    say(session, {...said, at: session.log.length});
  }
  if (!dropped) return;
  await wait(200);
  session.dropped = true;
  for (const read of session.readers) read();
}

function say(session: Session, event: SessionEvent): void {
  session.log.push(event);
  for (const read of session.readers) read();
}

function stop(response: ServerResponse, session: Session): void {
  response.writeHead(204).end();
  if (session.stopped) return;
  session.stopped = true;
  const {answers} = session.log.reduce(reduceSession, emptySession);
  for (const {model, status, text} of answers) {
    if (status === 'running') say(session, {type: 'answer-error', at: 0, model, code: 'stopped', message: 'It was stopped.', partial: text !== ''});
  }
  say(session, {type: 'session-end', at: 0, outcome: 'stopped', code: 'stopped', ms: 900});
}

function follow(request: IncomingMessage, response: ServerResponse, session: Session, after: number): void {
  if (session.dropped) {
    response.writeHead(503).end();
    return;
  }
  response.writeHead(200, {'content-type': 'text/event-stream', 'cache-control': 'no-store'});
  let cursor = after;
  const read = (): void => {
    if (session.dropped) {
      response.destroy();
      return;
    }
    for (; cursor < session.log.length; cursor++) {
      const event = session.log[cursor];
      response.write(encodeFrame({id: cursor + 1, data: JSON.stringify(event), ...(cursor === 0 && {retry: 500})}));
      if (event?.type === 'session-end') response.end();
    }
  };
  session.readers.add(read);
  request.on('close', () => session.readers.delete(read));
  response.on('close', () => session.readers.delete(read));
  read();
}

function json(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, {'content-type': type}).end(JSON.stringify(body));
}

async function file(response: ServerResponse, root: string, path: string): Promise<void> {
  const name = normalize(path.endsWith('/') ? `${path}index.html` : path);
  try {
    const content = await readFile(join(root, name));
    response.writeHead(200, {'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': name.startsWith('/diagram/') ? diagramPolicy : policy}).end(content);
  } catch {
    response.writeHead(404).end();
  }
}
