/** server/adapters - a session's log in this process's memory. */
import type {SessionEvent} from '../../shared/session-event.ts';
import type {LogEntry, SessionLog} from '../session/session-log.ts';

/** A log that lives as long as its session. */
export function memorySessionLog(): SessionLog {
  const entries: LogEntry[] = [];
  return {
    get lastId() {
      return entries.length;
    },
    append(event: SessionEvent) {
      const id = entries.length + 1;
      entries.push({id, event});
      return id;
    },
    read: (after, upTo) => entries.slice(after, upTo),
  };
}
