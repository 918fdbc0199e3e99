/** test/support - fast-check values for valibot schemas: every event field is generated from the contract itself. */
import fc from 'fast-check';
import type * as v from 'valibot';

type Schema = v.GenericSchema & {
  readonly type: string;
  readonly pipe?: readonly {readonly type: string}[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly wrapped?: Schema;
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
};

/** What to do with optional fields: leave some out, or fill them all. */
export type Optionals = 'some' | 'all';

/** Values that a schema accepts. @throws Error - For a kind of schema that the contract did not use so far. */
export function arbitraryFromSchema(schema: v.GenericSchema, optionals: Optionals = 'some'): fc.Arbitrary<unknown> {
  const {type, pipe = [], entries = {}, item, literal, options = []} = schema as Schema;
  const has = (action: string) => pipe.some((step) => step.type === action);
  switch (type) {
    case 'object': {
      const fields = Object.entries(entries);
      const isOptional = ([, field]: (typeof fields)[number]) => field.type === 'exact_optional';
      return fc.record(
        Object.fromEntries(fields.map(([name, field]) => [name, arbitraryFromSchema(field.type === 'exact_optional' ? field.wrapped! : field, optionals)])),
        {requiredKeys: fields.filter((field) => optionals === 'all' || !isOptional(field)).map(([name]) => name)},
      );
    }
    case 'array':
      return fc.array(arbitraryFromSchema(item!, optionals), {minLength: optionals === 'all' ? 1 : 0, maxLength: 3});
    case 'literal':
      return fc.constant(literal);
    case 'picklist':
      return fc.constantFrom(...options);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return has('iso_timestamp') ? fc.date({noInvalidDate: true, min: new Date(0), max: new Date('2100')}).map((date) => date.toISOString()) : fc.string({unit: 'binary', maxLength: 20});
    case 'number':
      return has('max_value') ? fc.double({min: 0, max: 1, noNaN: true}) : fc.integer({min: 1, max: 100_000});
    default:
      throw new Error(`Cannot generate "${type}": teach test/support/arbitrary-from-schema.ts`);
  }
}
