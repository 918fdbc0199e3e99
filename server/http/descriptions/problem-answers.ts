/** server/http - the errors of the HTTP contract, as descriptions say them. */

/** What each status means here. */
const meanings: Readonly<Record<number, string>> = {
  400: 'The request is not as it should be.',
  401: 'A token is missing, not valid here, or has expired.',
  403: 'The page, the host name, the token or the id does not allow it.',
  404: 'There is no such thing.',
  405: 'The method is not possible here.',
  406: 'None of the accepted types is spoken here.',
  408: 'The request took too long to arrive.',
  410: 'The session has expired.',
  413: 'The body is over 64 KiB.',
  415: 'The body is no UTF-8 JSON.',
  429: 'Too many; see Retry-After.',
  502: 'No model could answer.',
  503: 'Busy, shutting down, or not ready; see Retry-After.',
};

/** The schema of `application/problem+json` (RFC 9457). */
export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: {const: 'about:blank'},
    title: {type: 'string'},
    status: {type: 'integer', minimum: 400, maximum: 599},
    code: {type: 'string', description: 'Stable.'},
    detail: {type: 'string', description: 'For whoever sent the request.'},
    errors: {type: 'array', items: {type: 'object', required: ['field', 'message'], properties: {field: {type: 'string'}, message: {type: 'string'}}}},
  },
};

/** OpenAPI responses for some statuses. */
export const problemAnswers = (...statuses: readonly number[]): Readonly<Record<string, object>> =>
  Object.fromEntries(
    statuses.map((status) => [String(status), {description: meanings[status] ?? '', content: {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}}}]),
  );
