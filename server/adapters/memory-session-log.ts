/** server/adapters - a session's log in this process's memory. */
import {EventList} from '../session/event-list.ts';
import type {SessionLog} from '../session/session-log.ts';

/** A log that lives as long as its session. */
export const memorySessionLog = (): SessionLog => new EventList();
