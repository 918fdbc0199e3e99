/** server/config - what a row of the settings table is. */

/** Reads a setting's text; throws a `RangeError` whose message completes "NAME …". */
export type ParseSetting<Value> = (text: string) => Value;

/** One row of the table. */
export interface Setting<Value> {
  readonly group: 'Service' | 'Evidence' | 'Models';
  /** What stands in for it when it is unset, as its text. */
  readonly default: string;
  readonly unit?: string;
  readonly about: string;
  /** Never printed, logged or sent. */
  readonly secret?: true;
  readonly parse: ParseSetting<Value>;
}

/** Types a row by what it parses to. */
export const setting = <Value>(row: Setting<Value>): Setting<Value> => row;
