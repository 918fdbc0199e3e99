/** server/http - a request's JSON body, checked against its schema. */
import {bodyParser} from '@koa/bodyparser';
import type {Context, Middleware} from 'koa';
import * as v from 'valibot';
import {Problem} from './problem.ts';

/** Reads JSON bodies of up to 64 KiB; anything else is said clearly. */
export const jsonBody = (): Middleware => {
  const parse = bodyParser({
    enableTypes: ['json'],
    jsonLimit: '64kb',
    onError: (error) => {
      const status = 'status' in error ? error.status : 400;
      if (status === 413) throw new Problem(413, 'body-too-large', 'The body must be at most 64 KiB.');
      if (status === 415) throw new Problem(415, 'unsupported-media-type', 'The body must be UTF-8.');
      throw new Problem(400, 'malformed-json', 'The body is not valid JSON.');
    },
  });
  return async (ctx, next) => {
    if (!ctx.is('application/json')) throw new Problem(415, 'unsupported-media-type', 'Send the request as application/json.');
    await parse(ctx, next);
  };
};

/** The body as the schema gives it. @throws Problem - 400 with one entry per wrong field. */
export function checkBody<Schema extends v.GenericSchema>(ctx: Context, schema: Schema): v.InferOutput<Schema> {
  const result = v.safeParse(schema, ctx.request.body);
  if (result.success) return result.output;
  const errors = result.issues.map((issue) => ({field: v.getDotPath(issue) ?? '', message: issue.message}));
  const [first] = errors;
  throw new Problem(400, 'invalid-request', first?.field ? `${first.field}: ${first.message}` : 'The body must be a JSON object.', {errors});
}
