/** server/cache - under which name something is kept. */
import {hash} from 'node:crypto';

/** A key out of what makes a request what it is; nobody can read in it what was asked. */
export const cacheKey = (kind: 'search' | 'page', ...parts: readonly unknown[]): string => `${kind}:${hash('sha256', JSON.stringify(parts))}`;
