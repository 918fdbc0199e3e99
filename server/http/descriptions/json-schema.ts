/** server/http - our schemas as JSON Schema 2020-12, as OpenAPI 3.1 and AsyncAPI 3 take it. Loaded by whoever asks for a description first. */
import {toJsonSchema} from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** A JSON Schema. What it has no words for, such as "must not be blank", stays with the code. */
export function jsonSchema(schema: v.GenericSchema): Readonly<Record<string, unknown>> {
  const {$schema: _, ...rest} = toJsonSchema(schema, {errorMode: 'ignore', typeMode: 'input', target: 'draft-2020-12'});
  return rest;
}
