/** test/support - a folder of documents that tests write and change, and a corpus over it. */
import {mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {type Corpus, type CorpusFolder, type CorpusOptions, openCorpus} from '../../server/adapters/corpus/corpus.ts';

/** Documents on disk, and a place for an index. */
export interface TestFolder {
  /** Where the documents are. */
  readonly path: string;
  /** Where an index may be kept; not there at first. */
  readonly dataDir: string;
  /** Writes a file, and makes its folders. Each time it seems a second younger. */
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  /** Opens a corpus over the folder; closed with it. */
  open(options?: Partial<Omit<CorpusOptions, 'folders'>> & {readonly folder?: Partial<CorpusFolder>}): Corpus;
  close(): Promise<void>;
}

/** Makes a folder with these files. */
export function testFolder(files: Readonly<Record<string, string>> = {}): TestFolder {
  const root = mkdtempSync(join(tmpdir(), 'corpus-'));
  const path = join(root, 'documents');
  const dataDir = join(root, 'data', 'of', 'the', 'server');
  const corpora: Corpus[] = [];
  let time = 1_700_000_000;
  mkdirSync(path);

  const folder: TestFolder = {
    path,
    dataDir,
    write: (name, content) => {
      const file = join(path, name);
      mkdirSync(dirname(file), {recursive: true});
      writeFileSync(file, content);
      time += 1;
      utimesSync(file, time, time);
    },
    remove: (name) => rmSync(join(path, name), {recursive: true}),
    open: ({folder: given, ...options} = {}) => {
      const corpus = openCorpus({folders: [{path, include: 'all', label: 'docs', ...given}], dataDir, ...options});
      corpora.push(corpus);
      return corpus;
    },
    close: async () => {
      await Promise.all(corpora.map((corpus) => corpus.close()));
      rmSync(root, {recursive: true, force: true});
    },
  };
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  return folder;
}
