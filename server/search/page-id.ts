/** server/search - the id a page has in every event of a session. */
import {hash} from 'node:crypto';
import {pageKey} from './canonical-url.ts';

/** The first 12 hex digits of the SHA-256 of what all addresses of a page have in common. */
export const pageId = (url: string): string => hash('sha256', pageKey(url)).slice(0, 12);
