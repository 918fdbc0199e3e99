/** server/session - the two names of a session: the secret one that gives the right to read, and the public one for logs. */
import {createHash, randomBytes} from 'node:crypto';

/** An unguessable id: 144 random bits, 24 URL-safe characters. */
export const createSessionId = (): string => randomBytes(18).toString('base64url');

/** What logs, traces and metrics call a session: the first 12 hex digits of its id's SHA-256. */
export const toRef = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 12);
