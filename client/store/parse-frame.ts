/** client/store - from a frame's text to an event. */
import type {SessionFrame} from '../../shared/session-event.ts';

/** What a frame may say: an event, or that the connection lives. */
type Said = SessionFrame | {readonly type: 'heartbeat'};

/**
 * Reads a frame; `undefined` when it is no event. The server checks what it says against the schemas, so only what a switch
 * on `type` needs is checked again; a type from a newer server passes and is left to the reducer, which ignores it.
 */
export function parseFrame(data: string): Said | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isSaid(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
