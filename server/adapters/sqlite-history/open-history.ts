/** server/adapters - opens the history where it can be opened: what is in its way never keeps the server from starting. */
import {renameSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {Logger} from 'pino';
import type {SessionHistory} from '../../session/session-history.ts';
import {isCorrupt} from '../sqlite/sqlite-errors.ts';
import {sqliteHistory} from './sqlite-history.ts';

/** The settings that it heeds. */
export interface HistorySettings {
  readonly DATA_DIR: string;
  /** In seconds. */
  readonly RETENTION: number;
  readonly HISTORY_MAX_MB: number;
}

/** Undefined when sessions can't be kept; then they live as long as the process, and the log says why. */
export function openHistory({DATA_DIR, RETENTION, HISTORY_MAX_MB}: HistorySettings, logger: Pick<Logger, 'error' | 'info' | 'warn'>): SessionHistory | undefined {
  const path = join(resolve(DATA_DIR), 'sessions.db');
  const onError = (error: unknown) => logger.error({err: error}, 'sessions are not kept');
  const open = () =>
    sqliteHistory({
      path,
      retentionMs: RETENTION * 1_000,
      maxBytes: HISTORY_MAX_MB * 1_000_000,
      onError: (error) => logger.warn({err: error}, 'sessions are not kept at the moment: tried again until they are'),
      onRecovered: () => logger.info('sessions are kept again'),
    });
  try {
    return open();
  } catch (error) {
    if (!(isCorrupt(error))) {
      onError(error);
      return undefined;
    }
    logger.warn({err: error}, 'the kept sessions are damaged: put aside as sessions.db.broken');
  }
  try {
    renameSync(path, `${path}.broken`);
    return open();
  } catch (error) {
    onError(error);
    return undefined;
  }
}
