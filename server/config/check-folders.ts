/** server/config - folders and files that settings name: whether they can be used, before anything listens. */
import {accessSync, constants, mkdirSync, statSync} from 'node:fs';
import {DOCUMENT_NAME} from './document-names.ts';
import {ConfigError} from './read-config.ts';
import type {Config} from './settings.ts';

/** Makes `DATA_DIR` if it is not there. @throws ConfigError - When it can't be written to, or what `CORPUS` names is neither a folder nor a document. */
export function checkFolders({DATA_DIR, CORPUS}: Pick<Config, 'DATA_DIR' | 'CORPUS'>): void {
  try {
    mkdirSync(DATA_DIR, {recursive: true});
    accessSync(DATA_DIR, constants.W_OK);
  } catch {
    throw new ConfigError(`DATA_DIR names "${DATA_DIR}", which is no folder that can be written to`);
  }
  for (const {path, glob} of CORPUS) {
    const found = statSync(path, {throwIfNoEntry: false});
    if (found?.isDirectory()) continue;
    if (!found?.isFile() || glob !== undefined) throw new ConfigError(`CORPUS names "${path}", which is no folder`);
    if (!DOCUMENT_NAME.test(path)) throw new ConfigError(`CORPUS names "${path}", which is neither a folder nor a Markdown, HTML, text or PDF file`);
  }
}
