/** server/http - the HTTP contract as OpenAPI 3.1, made of the schemas that check requests. */
import {AskRequest} from '../../../shared/ask-request.ts';
import {Feedback} from '../../../shared/feedback.ts';
import {Vitals} from '../../../shared/vitals.ts';
import {CompletionRequest} from '../dialects/completion-request.ts';
import {jsonSchema} from './json-schema.ts';
import {problemAnswers, problemSchema} from './problem-answers.ts';

const ref = (name: string) => ({$ref: `#/components/schemas/${name}`});
const json = (schema: object) => ({'application/json': {schema}});
/** A stream's events are described in /asyncapi.json. */
const text = (...types: readonly string[]) => Object.fromEntries(types.map((type) => [type, type === 'text/event-stream' ? {} : {schema: {type: 'string'}}]));
const body = (name: string) => ({required: true, content: json(ref(name))});
const query = (name: string, description: string, schema: object = {type: 'string'}, required = false) => ({name, in: 'query', description, required, schema});
const sessionId = {name: 'id', in: 'path', required: true, description: 'A session’s id, or to read only, its share id.', schema: {type: 'string', minLength: 1}};
const format = query('format', 'The vocabulary of the stream.', {enum: ['llm-window', 'ai-sdk', 'ag-ui']});
const lastEventId = {name: 'Last-Event-ID', in: 'header', description: 'The last event that the reader has; wins over the query.', schema: {type: 'string'}};
const cameBack = {...lastEventId, description: 'Sent by a reader that comes back: nothing is asked a second time.'};
const withToken = [{token: []}, {}];

/** What every call that changes something may meet. */
const refusals = [400, 401, 403, 408, 429] as const;
const posted = [...refusals, 413, 415] as const;

interface Operation {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
  readonly security?: readonly object[];
}

const operation = (id: string, {tag, ...rest}: Operation) => ({operationId: id, tags: [tag], description: rest.summary, ...rest});
const started = {description: 'It runs.', headers: {Location: {schema: {type: 'string'}}}, content: json(ref('Started'))};
const nothing = {description: 'Done.'};
const stream = {description: 'The stream.', content: text('text/event-stream')};

const paths = {
  '/v1/sessions': {
    post: operation('ask', {tag: 'sessions', summary: 'Ask a question.', requestBody: body('AskRequest'), security: withToken, responses: {201: started, ...problemAnswers(...posted, 404, 410, 503)}}),
  },
  '/v1/sessions/{id}': {
    parameters: [sessionId],
    get: operation('getSession', {tag: 'sessions', summary: 'What a session’s events add up to so far.', responses: {200: {description: 'The folded session.', content: json(ref('Session'))}, ...problemAnswers(403, 404, 410)}}),
    delete: operation('stopSession', {tag: 'sessions', summary: 'Stop the run, everywhere, now.', security: withToken, responses: {204: nothing, ...problemAnswers(...refusals, 404, 410)}}),
  },
  '/v1/sessions/{id}/events': {
    parameters: [sessionId],
    get: operation('readSession', {
      tag: 'sessions',
      summary: 'Read a session as it happens; see /asyncapi.json.',
      parameters: [query('after', 'The last event that the reader has.', {type: 'string', pattern: '^\\d{1,15}$'}), lastEventId, format],
      responses: {200: stream, 204: {description: 'It has ended and all was seen.'}, ...problemAnswers(400, 403, 404, 410)},
    }),
  },
  '/v1/sessions/{id}/answers/{model}': {
    parameters: [sessionId, {name: 'model', in: 'path', required: true, description: 'A model that was asked.', schema: {type: 'string', minLength: 1}}],
    delete: operation('stopAnswer', {tag: 'sessions', summary: 'Stop one model’s answer, now; the others go on.', security: withToken, responses: {204: nothing, ...problemAnswers(...refusals, 404, 410)}}),
  },
  '/v1/sessions/{id}/share': {
    parameters: [sessionId],
    post: operation('shareSession', {tag: 'sessions', summary: 'Get an id with which the session can be read, and nothing else.', security: withToken, responses: {201: started, ...problemAnswers(...refusals, 404, 410)}}),
  },
  '/v1/sessions/{id}/feedback': {
    parameters: [sessionId],
    post: operation('giveFeedback', {tag: 'sessions', summary: 'Say what you think of an answer.', requestBody: body('Feedback'), security: withToken, responses: {204: nothing, ...problemAnswers(...posted, 404, 410)}}),
  },
  '/v1/events': {
    get: operation('readSessions', {
      tag: 'sessions',
      summary: 'Read several sessions over one connection.',
      parameters: [query('sessions', '<id>:<after>,…', {type: 'string'}), lastEventId],
      responses: {200: stream, 204: {description: 'All have ended and were seen.'}, ...problemAnswers(400, 403, 404, 410)},
    }),
  },
  '/v1/vitals': {post: operation('sendVitals', {tag: 'sessions', summary: 'Tell what a reader’s page measured, with consent.', requestBody: body('Vitals'), security: withToken, responses: {204: nothing, ...problemAnswers(...posted)}})},
  '/v1/ask': {
    get: operation('askAtOnce', {
      tag: 'dialects',
      summary: 'Question and answer in one call.',
      parameters: [query('q', 'The question.', {type: 'string'}, true), query('models', 'Models to ask, comma-separated.'), format, cameBack],
      security: withToken,
      responses: {200: {description: 'The answer, as it is written.', content: text('text/plain', 'text/markdown', 'text/event-stream')}, 204: {description: 'The reader has had its answer.'}, ...problemAnswers(...refusals, 406, 503)},
    }),
    post: operation('askInChat', {
      tag: 'dialects',
      summary: 'The same, as chat clients send it.',
      parameters: [format, cameBack],
      requestBody: {required: true, content: json({type: 'object'})},
      security: withToken,
      responses: {200: {description: 'The answer, as it is written.', content: text('text/plain', 'text/markdown', 'text/event-stream')}, 204: {description: 'The reader has had its answer.'}, ...problemAnswers(...posted, 404, 406, 410, 503)},
    }),
  },
  '/v1/chat/completions': {
    post: operation('createChatCompletion', {
      tag: 'dialects',
      summary: 'OpenAI’s chat completion, with Sonar’s search options and evidence.',
      requestBody: body('CompletionRequest'),
      security: withToken,
      responses: {
        200: {description: 'The completion, or its chunks.', content: {...json({type: 'object'}), ...text('text/event-stream')}},
        ...Object.fromEntries([...posted, 502, 503].map((status) => [String(status), {description: 'An error in OpenAI’s shape.', content: json(ref('OpenAiError'))}])),
      },
    }),
  },
  '/v1/models': {get: operation('listModels', {tag: 'sessions', summary: 'What may be asked.', responses: {200: {description: 'OpenAI’s list shape.', content: json({type: 'object', required: ['object', 'data']})}, ...problemAnswers(403)}})},
  '/v1/corpus/{docId}': {
    parameters: [{name: 'docId', in: 'path', required: true, description: 'A document’s id.', schema: {type: 'string', minLength: 1}}],
    get: operation('readDocument', {tag: 'sessions', summary: 'An indexed document, where corpus citations link to.', responses: {200: {description: 'A page.', content: text('text/html')}, ...problemAnswers(403, 404)}}),
  },
  '/healthz': {get: operation('isAlive', {tag: 'operation', summary: 'Whether the process lives.', responses: {200: {description: 'It does.', content: json({type: 'object'})}}})},
  '/readyz': {get: operation('isReady', {tag: 'operation', summary: 'Whether it can answer, and each dependency’s state.', responses: {200: {description: 'It can.', content: json({type: 'object'})}, 503: {description: 'It can’t.', content: json({type: 'object'})}}})},
  '/metrics': {get: operation('readMetrics', {tag: 'operation', summary: 'Prometheus’ text format.', security: [{metrics: []}, {}], responses: {200: {description: 'The metrics.', content: text('text/plain')}, ...problemAnswers(401)}})},
};

/** The document. @param version - Of the project. */
export const openApi = (version: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'llm-window',
    version,
    description: 'A streaming answer engine. Errors are application/problem+json with a stable code; any path may answer 403 to a host name that is not the server’s, 404 and 405.',
    license: {name: 'MIT', identifier: 'MIT'},
    contact: {name: 'Whoever runs this server'},
  },
  servers: [{url: '/', description: 'This server.'}],
  tags: [
    {name: 'sessions', description: 'Questions, their streams, and what becomes of them.'},
    {name: 'dialects', description: 'The same in protocols that people already speak.'},
    {name: 'operation', description: 'For whoever watches the server.'},
  ],
  paths,
  components: {
    securitySchemes: {
      token: {type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An embed credential; needed where the server has a TOKEN_SECRET.'},
      metrics: {type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN; not needed on loopback.'},
    },
    schemas: {
      AskRequest: jsonSchema(AskRequest),
      Feedback: jsonSchema(Feedback),
      Vitals: jsonSchema(Vitals),
      CompletionRequest: jsonSchema(CompletionRequest),
      Started: {type: 'object', required: ['id', 'eventsUrl'], properties: {id: {type: 'string'}, eventsUrl: {type: 'string'}, ref: {type: 'string', description: 'What logs and traces call the session.'}}},
      Session: {
        type: 'object',
        required: ['id', 'ref', 'lastEventId', 'status', 'question', 'stages', 'sources', 'answers'],
        properties: {id: {type: 'string'}, ref: {type: 'string'}, lastEventId: {type: 'integer'}, status: {enum: ['waiting', 'running', 'ended']}, question: {type: 'string'}, outcome: {enum: ['done', 'stopped', 'failed']}},
      },
      Problem: problemSchema,
      OpenAiError: {
        type: 'object',
        required: ['error'],
        properties: {error: {type: 'object', required: ['message', 'type', 'code'], properties: {message: {type: 'string'}, type: {type: 'string'}, param: {type: 'null'}, code: {type: 'string'}}}},
      },
    },
  },
});
