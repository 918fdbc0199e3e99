/** server/http - a request's JSON body, checked against its schema. */
import type {IncomingMessage} from 'node:http';
import type {Context, Middleware} from 'koa';
import * as v from 'valibot';
import {Problem} from './problem.ts';

const MAX_BYTES = 65_536;

/** Reads JSON bodies of up to 64 KiB; anything else is said clearly. */
export const jsonBody = (): Middleware => async (ctx, next) => {
  if (!ctx.is('application/json')) throw new Problem(415, 'unsupported-media-type', 'Send the request as application/json.');
  if (!/^(?:|utf-?8)$/i.test(ctx.request.charset)) throw new Problem(415, 'unsupported-media-type', 'The body must be UTF-8.');
  if (!/^(?:|identity)$/i.test(ctx.get('Content-Encoding'))) throw new Problem(415, 'unsupported-media-type', 'The body must not be compressed.');
  ctx.state['body'] = parse(await readBody(ctx.req));
  await next();
};

/** The rest of a body that is too large is left to Node, which drops it once the answer is sent. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const arriving: AsyncIterable<Buffer> = request.iterator({destroyOnReturn: false});
  for await (const chunk of arriving) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Problem(413, 'body-too-large', 'The body must be at most 64 KiB.');
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem(400, 'malformed-json', 'The body is not valid UTF-8.');
  }
}

/** Nothing at all counts as no fields; a bare value is refused as if it were no JSON. */
function parse(text: string): object {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new Problem(400, 'malformed-json', 'The body is not valid JSON.');
}

/** The body as the schema gives it. @throws Problem - 400 with one entry per wrong field. */
export const checkBody = <Schema extends v.GenericSchema>(ctx: Context, schema: Schema): v.InferOutput<Schema> => parseAs(schema, ctx.state['body']);

/** Any value as the schema gives it. @throws Problem - 400 with one entry per wrong field. */
export function parseAs<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const errors = result.issues.map((issue) => ({field: v.getDotPath(issue) ?? '', message: inWords(issue)}));
  const [first] = errors;
  throw new Problem(400, 'invalid-request', first?.field ? `${first.field}: ${first.message}` : 'The body must be a JSON object.', {errors});
}

/** What a field must be, by the schema library's name for it. */
const kinds: Readonly<Record<string, string>> = {string: 'a string', number: 'a number', boolean: 'true or false', Array: 'a list', Object: 'an object'};

/** What is wrong with a field. The schemas say it in words of their own; where they leave it to the library, its words are not a reader's. */
function inWords({message, expected, type, requirement}: v.BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid ')) return message;
  if (message.startsWith('Invalid key')) return expected === 'never' ? 'is not known here' : 'is missing';
  if (type === 'min_length') return requirement === 1 ? 'must not be empty' : `must have a length of at least ${String(requirement)}`;
  if (type === 'max_length') return `must have a length of at most ${String(requirement)}`;
  const wanted = (expected ?? '').replace(/^\((.*)\)$/, '$1').split(' | ').map((one) => kinds[one] ?? one);
  return `must be ${wanted.join(' or ')}`;
}
