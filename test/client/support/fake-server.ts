/** test/client/support - a server that is one function: remembers what it was asked, answers what it is told to. */

/** What was asked. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly token: string | null;
}

/** Answers by `METHOD /path`, ids as `:id`; a function makes each answer. */
export type Answers = Readonly<Record<string, () => Response | Promise<Response>>>;

export interface FakeServer {
  readonly fetch: typeof fetch;
  readonly calls: readonly Call[];
  /** Changes answers. */
  answer(answers: Answers): void;
}

export const json = (body: unknown, status = 200): Response => Response.json(body, {status});
export const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({status, code, detail: `About ${code}.`}), {status, headers: {'content-type': 'application/problem+json', ...headers}});
export const noContent = (): Response => new Response(null, {status: 204});

/** A server that accepts every question as session `s1`, unless told otherwise. */
export function fakeServer(answers: Answers = {}): FakeServer {
  const calls: Call[] = [];
  let all: Answers = {
    'POST /v1/sessions': () => json({id: 's1', eventsUrl: '/v1/sessions/s1/events'}, 201),
    'GET /v1/sessions/:id': () => json({status: 'running'}),
    'GET /v1/sessions/:id/events': () => new Response('', {headers: {'content-type': 'text/event-stream'}}),
    'DELETE /v1/sessions/:id': noContent,
    'GET /v1/models': () => json({object: 'list', data: [{id: 'extractive', default: true}]}),
    ...answers,
  };
  return {
    calls,
    answer(more) {
      all = {...all, ...more};
    },
    fetch: async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const {method = 'GET', body} = init;
      const path = url.pathname;
      calls.push({method, path, body: typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined, token: new Headers(init.headers).get('authorization')});
      const answer = all[`${method} ${path.replace(/(\/sessions\/)[^/]+(?=$|\/)/, '$1:id')}`];
      return answer ? await answer() : problem(404, 'not-found');
    },
  };
}
