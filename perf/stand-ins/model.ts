/**
 * perf/stand-ins - a model server in its own process that speaks OpenAI's streamed chat completions, as cheaply as it can. Every token is stamped
 * (`perf/support/token-stamp.ts`). Tokens keep to the clock: one that was due while this process had to wait is said late, none is left out.
 */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {ownOptions, say} from '../support/apart.ts';
import {nowUs, stampedToken} from '../support/token-stamp.ts';

/** Its knobs. */
export interface ModelKnobs {
  /** From the request to the first token, in milliseconds. @defaultValue 0 */
  readonly firstMs?: number;
  /** Of one call; 0 says all at once. @defaultValue 50 */
  readonly tokensPerSecond?: number;
  /** Of one answer. @defaultValue 500 */
  readonly tokens?: number;
  /** Pieces of this text after each stamp, in characters. @defaultValue 0: tokens of 15 bytes */
  readonly padding?: number;
  /** No call gets a token before so many wait; then all begin, evenly spread over the time between two tokens. @defaultValue 1 */
  readonly gate?: number;
  /** The gate opens without the missing calls when none has come for so long, in milliseconds. @defaultValue 15_000 */
  readonly gateMs?: number;
  /** Of a hundred calls so many are cut half-way. @defaultValue 0 */
  readonly cutPercent?: number;
}

interface Call {
  readonly res: ServerResponse;
  left: number;
  /** How many tokens are left when the connection is cut; never, below 0. */
  readonly cutAt: number;
}

/** Into so many parts the time between two tokens is cut; each call has one of them. */
const SLOTS = 20;

const {firstMs = 0, tokensPerSecond = 50, tokens = 500, padding = 0, gate = 1, gateMs = 15_000, cutPercent = 0} = ownOptions() as ModelKnobs;
const filler = 'words and '.repeat(Math.ceil(padding / 10)).slice(0, padding);
const chunk = (delta: object, finish: string | null) =>
  `data: ${JSON.stringify({id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'steady', choices: [{index: 0, delta, finish_reason: finish}]})}\n\n`;
const [before = '', after = ''] = chunk({content: '@'}, null).split('@');
const ending = `${chunk({}, 'stop')}data: ${JSON.stringify({id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [], usage: {prompt_tokens: 1_000, completion_tokens: tokens, total_tokens: 1_000 + tokens}})}\n\ndata: [DONE]\n\n`;

const slots = Array.from({length: SLOTS}, () => new Set<Call>());
let waiting: Call[] = [];
let patience: NodeJS.Timeout | undefined;
let calls = 0;
let place = 0;

/** Says the next token, or the end. */
function sayNext(call: Call): boolean {
  if (call.left === call.cutAt) {
    call.res.destroy();
    return false;
  }
  if (call.left-- > 0) {
    call.res.write(before + stampedToken(nowUs()) + filler + after);
    return true;
  }
  call.res.end(ending);
  return false;
}

function begin(call: Call): void {
  waiting.push(call);
  clearTimeout(patience);
  if (waiting.length >= gate) open();
  else patience = setTimeout(open, gateMs);
}

function open(): void {
  for (const call of waiting) {
    if (tokensPerSecond === 0) while (sayNext(call));
    else slots[place++ % SLOTS]?.add(call);
  }
  waiting = [];
}

if (tokensPerSecond > 0) {
  const slotMs = 1_000 / tokensPerSecond / SLOTS;
  const startedAt = performance.now();
  let done = 0;
  setInterval(
    () => {
      for (const due = Math.floor((performance.now() - startedAt) / slotMs); done < due; done++) {
        const slot = slots[done % SLOTS];
        for (const call of slot ?? []) if (!sayNext(call)) slot?.delete(call);
      }
    },
    Math.max(1, Math.floor(slotMs)),
  );
}

function serve(req: IncomingMessage, res: ServerResponse): void {
  if (req.url === '/v1/models') {
    res.setHeader('content-type', 'application/json').end(JSON.stringify({object: 'list', data: [{id: 'steady', object: 'model', owned_by: 'stand-in'}]}));
    return;
  }
  req.resume().once('end', () => {
    calls++;
    const isCut = Math.floor((calls * cutPercent) / 100) > Math.floor(((calls - 1) * cutPercent) / 100);
    const call: Call = {res, left: tokens, cutAt: isCut ? Math.floor(tokens / 2) : -1};
    res.writeHead(200, {'content-type': 'text/event-stream; charset=utf-8'}).flushHeaders();
    res.once('close', () => slots.forEach((slot) => slot.delete(call)));
    if (firstMs > 0) setTimeout(() => begin(call), firstMs);
    else begin(call);
  });
}

const server = createServer(serve).listen(0, '127.0.0.1', () => say({url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`}));
process.once('disconnect', () => process.exit());
