/** server/config - folders that settings name: whether they can be used, before anything listens. */
import {accessSync, constants, mkdirSync, statSync} from 'node:fs';
import {ConfigError} from './read-config.ts';
import type {Config} from './settings.ts';

/** Makes `DATA_DIR` if it is not there. @throws ConfigError - When it can't be written to, or a folder of `CORPUS` is none. */
export function checkFolders({DATA_DIR, CORPUS}: Pick<Config, 'DATA_DIR' | 'CORPUS'>): void {
  try {
    mkdirSync(DATA_DIR, {recursive: true});
    accessSync(DATA_DIR, constants.W_OK);
  } catch {
    throw new ConfigError(`DATA_DIR names "${DATA_DIR}", which is no folder that can be written to`);
  }
  const wrong = CORPUS.find(({path}) => !statSync(path, {throwIfNoEntry: false})?.isDirectory());
  if (wrong) throw new ConfigError(`CORPUS names "${wrong.path}", which is no folder`);
}
