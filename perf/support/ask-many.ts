/** perf/support - asks many questions from a process of its own. */
import {join} from 'node:path';
import type {AskedQuestion, AskLoadOptions} from '../load/ask-load.ts';
import {runApart} from './apart.ts';
import {type Percentiles, percentiles} from './percentiles.ts';

/** Resolves when the last has ended. */
export const askMany = (options: AskLoadOptions): Promise<AskedQuestion[]> => runApart(join(import.meta.dirname, '../load/ask-load.ts'), options);

/** Percentiles of each time that came at all, in milliseconds, and how many did not end well. */
export function summarizeAsked(all: readonly AskedQuestion[]): object {
  const of = (key: 'status' | 'source' | 'token' | 'asked' | 'end' | 'done'): Record<string, Percentiles> => {
    const values = all.flatMap((asked) => asked[key] ?? []);
    return values.length > 0 ? {[key]: percentiles(values)} : {};
  };
  return {...of('status'), ...of('source'), ...of('asked'), ...of('token'), ...of('end'), ...of('done'), failed: all.filter(({outcome}) => outcome !== 'done').length};
}
