/** perf/peers - what the peers share: each serves one answer a request, after 4 KB of evidence, relayed from the stand-in model at `MODEL_URL`. */
import {createServer, request} from 'node:http';

const EVIDENCE_BYTES = 4_096;

/** Of each session its own, as sources are. */
export const evidenceFor = (question) => `${question} ${'evidence '.repeat(EVIDENCE_BYTES / 9 + 1)}`.slice(0, EVIDENCE_BYTES);

/** Where the model is. */
export const modelUrl = process.env.MODEL_URL;

/** Listens on a free port of loopback and tells it to who started it. */
export function serve(answer) {
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += chunk;
    await answer(body === '' ? {} : JSON.parse(body), res, req);
  });
  server.listen(0, '127.0.0.1', () => process.send({url: `http://127.0.0.1:${server.address().port}`}));
  process.once('disconnect', () => process.exit());
}

/** Asks the model with the evidence; resolves to its response. */
export function askModel(evidence) {
  const body = JSON.stringify({model: 'steady', stream: true, messages: [{role: 'user', content: evidence}]});
  return new Promise((resolve, reject) => {
    request(`${modelUrl}/v1/chat/completions`, {method: 'POST', headers: {'content-type': 'application/json', 'content-length': Buffer.byteLength(body)}}, resolve).once('error', reject).end(body);
  });
}
