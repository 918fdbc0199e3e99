/** server/http - the event stream as AsyncAPI 3, made of the schemas of `shared/`. */
import {SessionEvent} from '../../../shared/session-event.ts';
import {jsonSchema} from './json-schema.ts';

const nameOf = (type: string): string => type.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());

/** The document. @param version - Of the project. */
export function asyncApi(version: string) {
  const events = SessionEvent.options.map((schema) => ({type: schema.entries.type.literal, schema}));
  const names = events.map(({type}) => nameOf(type));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'llm-window events',
      version,
      description: 'What GET /v1/sessions/{id}/events streams: one JSON object in each server-sent event. Frames of joined deltas also carry `from`, the first log id in them.',
      license: {name: 'MIT', url: 'https://opensource.org/license/mit'},
      contact: {name: 'Whoever runs this server', url: 'https://example.org', email: 'operator@example.org'},
    },
    defaultContentType: 'application/json',
    channels: {
      session: {
        address: '/v1/sessions/{id}/events',
        description: 'One session, from any place in it.',
        parameters: {id: {description: 'The session’s id or share id.'}},
        messages: Object.fromEntries([...names, 'Heartbeat'].map((name) => [name, {$ref: `#/components/messages/${name}`}])),
      },
    },
    operations: {
      readSession: {action: 'send', channel: {$ref: '#/channels/session'}, summary: 'The server says what happens.', messages: [...names, 'Heartbeat'].map((name) => ({$ref: `#/channels/session/messages/${name}`}))},
    },
    components: {
      messages: {
        ...Object.fromEntries(events.map(({type, schema}) => [nameOf(type), {name: type, title: type, contentType: 'application/json', payload: jsonSchema(schema)}])),
        Heartbeat: {name: 'heartbeat', title: 'heartbeat', summary: 'A quiet stream is alive. Has no id.', contentType: 'application/json', payload: {type: 'object', required: ['type'], properties: {type: {const: 'heartbeat'}}}},
      },
    },
  };
}
