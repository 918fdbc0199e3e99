/** server/http - answers to what is no request that Node could read: in the form of every other error, on the bare socket. */
import {type Server, type ServerResponse, STATUS_CODES} from 'node:http';
import type {Duplex} from 'node:stream';
import {Problem, problemBody} from './problem.ts';

/** Node says nothing in the body of such answers; ours say why. */
export function refuseUnreadable(server: Server): void {
  /** What is being answered on a socket. */
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({socket}, answer) => {
    answers.set(socket, answer);
    answer.once('close', () => answers.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer another one would only spoil it.
    if (!socket.writable || error.code === 'ECONNRESET' || answers.get(socket)?.headersSent) socket.destroy();
    else socket.end(toBytes(problemOf(error)), () => socket.destroy());
  });
  server.on('checkExpectation', (_, answer) => {
    const problem = new Problem(417, 'invalid-request', 'Expect takes nothing but 100-continue.');
    const body = problemBody(problem);
    answer.writeHead(problem.status, {'Content-Type': 'application/problem+json', 'Content-Length': Buffer.byteLength(body), Connection: 'close'}).end(body);
  });
}

function problemOf({code}: NodeJS.ErrnoException): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return new Problem(431, 'headers-too-large', 'The address and headers of a request must be at most 16 KiB.');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return new Problem(413, 'body-too-large', 'The body’s chunk extensions are too large.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem(408, 'request-timeout', 'The request took too long to arrive.');
  return new Problem(400, 'invalid-request', 'This is no HTTP request.');
}

function toBytes(problem: Problem): Buffer {
  const body = Buffer.from(problemBody(problem));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${body.length}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}
