/** server/models - the word that page text can't know. */
import {randomBytes} from 'node:crypto';

/** A new fence for one request's prompts: 64 random bits as letters and digits. */
export const createFence = (): string => randomBytes(8).toString('hex');
