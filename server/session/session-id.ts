/** server/session - the names of a session: the secret one that gives every right, one that only reads, and the public one for logs. */
import {createHash, randomBytes} from 'node:crypto';

/** An unguessable id: 144 random bits, 24 URL-safe characters. */
export const createSessionId = (): string => randomBytes(18).toString('base64url');

/** What sessions are kept under, in memory and on disk: the id's SHA-256, in hex. */
export const toKey = (id: string): string => createHash('sha256').update(id).digest('hex');

/** What logs, traces and metrics call a session: the first 12 hex digits of its id's SHA-256. */
export const toRef = (id: string): string => toRefOfKey(toKey(id));

/** The same, from the key. */
export const toRefOfKey = (key: string): string => key.slice(0, 12);

/**
 * The name under which a session can be read and nothing else. It follows from the id, so nobody has to keep it, and does not lead back to it.
 * @param id - The session's id.
 */
export const toShareId = (id: string): string => `s-${createHash('sha256').update(`llm-window share ${id}`).digest('base64url').slice(0, 24)}`;

/** Whether an id has the form of a share id, which no session's id has. */
export const isShareId = (id: string): boolean => id.startsWith('s-') && id.length === 26;
