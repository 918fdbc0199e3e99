/** server/adapters/corpus - from the setting `CORPUS` to folders. */
import {statSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import type {CorpusEntry} from '../../config/corpus-entry.ts';
import type {CorpusFolder} from './corpus-folder.ts';

/**
 * The folders that the setting names; when it names none, those of the project itself: its `docs`, and the Markdown of its packages.
 * Packages are not watched: they change when the server is not running.
 * @param project - The project's own folder.
 */
export const corpusFolders = (entries: readonly CorpusEntry[], project: string): readonly CorpusFolder[] =>
  entries.length > 0
    ? entries.map(toFolder)
    : [
        {path: join(project, 'docs'), include: 'all', label: 'docs'},
        {path: join(project, 'node_modules'), include: 'markdown', label: 'packages', watched: false},
      ];

/** A single file is its folder with nothing else in it. */
function toFolder({path, glob}: CorpusEntry): CorpusFolder {
  const whole = resolve(path);
  if (statSync(whole, {throwIfNoEntry: false})?.isFile()) return {path: dirname(whole), include: 'all', label: basename(dirname(whole)), only: basename(whole)};
  return {path: whole, include: 'all', label: basename(whole), ...(glob !== undefined && {glob})};
}

/** Documents are told apart by their folder's label and their path in it. */
export const withDistinctLabels = (folders: readonly CorpusFolder[]): CorpusFolder[] =>
  folders.map((folder, index) => {
    const namesakes = folders.slice(0, index).filter(({label}) => label === folder.label).length;
    return namesakes === 0 ? folder : {...folder, label: `${folder.label} (${namesakes + 1})`};
  });
