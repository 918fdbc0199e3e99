/** perf/support - starts the stand-in model. */
import {join} from 'node:path';
import type {ModelKnobs} from '../stand-ins/model.ts';
import {type Apart, startApart} from './apart.ts';

/** The settings with which our server asks it, and only it: no helping calls that would count as answers. */
export const settingsFor = (url: string): Record<string, string> => ({
  LLM_BASE_URL: url,
  LLM_MODELS: 'steady',
  LLM_ANALYSIS: 'off',
  LLM_RELATED: 'off',
  LLM_FIRST_TOKEN_MS: '300000', // it may hold first tokens back until all calls wait
  LLM_CONNECT_MS: '60000', // nor is this about a machine that is too busy to accept
  MAX_SESSIONS: '5000',
});

/** Resolves once it listens. */
export const startModel = (knobs: ModelKnobs): Promise<Apart<{readonly url: string}>> => startApart(join(import.meta.dirname, '../stand-ins/model.ts'), knobs);
