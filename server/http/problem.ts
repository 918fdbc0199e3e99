/** server/http - errors as `application/problem+json` (RFC 9457) with a stable `code`. */
import {STATUS_CODES} from 'node:http';
import type {Middleware} from 'koa';

/** The stable codes. */
export type ProblemCode =
  | 'invalid-request'
  | 'malformed-json'
  | 'unsupported-media-type'
  | 'body-too-large'
  | 'headers-too-large'
  | 'request-timeout'
  | 'unknown-model'
  | 'unknown-session'
  | 'session-expired'
  | 'read-only'
  | 'parent-running'
  | 'bad-cursor'
  | 'too-many-sessions'
  | 'unknown-document'
  | 'unauthorized'
  | 'token-expired'
  | 'origin-not-allowed'
  | 'host-not-allowed'
  | 'model-not-allowed'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'not-found'
  | 'method-not-allowed'
  | 'not-built'
  | 'no-answer'
  | 'unknown-format'
  | 'not-acceptable'
  | 'internal';

/** One field that is wrong. */
export interface FieldProblem {
  /** Where in the body, such as `search.freshness`. */
  readonly field: string;
  readonly message: string;
}

/** What else a problem may carry. */
export interface ProblemOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldProblem[];
}

/** An answer that is not what was asked for. Thrown by routes, written by {@link problems}. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  /** @param detail - For whoever sent the request. */
  constructor(status: number, code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.options = options;
  }
}

/** Writes every error as problem+json. What is not a {@link Problem} is our fault: the caller learns no more than that. */
export const problems =
  (onFault: (error: unknown) => void): Middleware =>
  async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw new Problem(404, 'not-found', `There is nothing at ${ctx.path}.`);
      if (ctx.status === 405 || ctx.status === 501) throw new Problem(405, 'method-not-allowed', `${ctx.method} is not possible here.`, {headers: {Allow: ctx.response.get('Allow')}});
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500 && !(error instanceof Problem)) onFault(error);
      ctx.status = problem.status;
      ctx.set({...problem.options.headers, 'Cache-Control': 'no-store'});
      ctx.body = problemBody(problem);
      ctx.type = 'application/problem+json';
    }
  };

/** A problem as it is sent. */
export const problemBody = ({status, code, message, options: {errors}}: Problem): string =>
  JSON.stringify({type: 'about:blank', title: STATUS_CODES[status], status, code, detail: message, ...(errors && {errors})});

/** The problem that an error is to the caller. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_INVALID_URL') return new Problem(400, 'invalid-request', 'The address of the request is malformed.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem(408, 'request-timeout', 'The request took too long to arrive.');
  if (code === 'ECONNRESET') return new Problem(400, 'invalid-request', 'The request broke off.');
  return new Problem(500, 'internal', 'Something went wrong on the server.');
}
