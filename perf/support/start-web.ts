/** perf/support - starts the stand-in web. */
import {join} from 'node:path';
import type {WebKnobs} from '../stand-ins/web.ts';
import {type Apart, startApart} from './apart.ts';

/** Where it is. */
export interface WebAddress {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** The settings with which our server searches it and reads its pages. */
export const settingsForWeb = ({baseUrl, apiKey}: WebAddress): Record<string, string> => ({BRAVE_BASE_URL: baseUrl, BRAVE_API_KEY: apiKey, SEARCH: 'brave', FETCH_ALLOW_PRIVATE: '127.0.0.1'});

/** Resolves once it listens. */
export const startWeb = (knobs: WebKnobs): Promise<Apart<WebAddress>> => startApart(join(import.meta.dirname, '../stand-ins/web.ts'), knobs);
