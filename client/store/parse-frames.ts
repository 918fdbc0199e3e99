/** client/store - from frames' texts to events. */
import type {SessionFrame} from '../../shared/session-event.ts';

/**
 * Reads frames that came together, and leaves out what is no event. The server checks what it says against the schemas, so only what
 * a switch on `type` needs is checked again; a type from a newer server passes and is left to the reducer, which ignores it.
 */
export function parseFrames(texts: readonly string[]): readonly SessionFrame[] {
  const values = parse(`[${texts.join()}]`) ?? texts.flatMap((text) => parse(`[${text}]`) ?? []);
  return values.filter(isEvent);
}

function parse(list: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(list) as unknown[];
  } catch {
    return undefined;
  }
}

/** A heartbeat only says that the connection lives. */
const isEvent = (value: unknown): value is SessionFrame =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && value.type !== 'heartbeat';
