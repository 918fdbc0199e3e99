/** server/adapters/corpus - where the index of a data folder is. */
import {join} from 'node:path';

export const indexFile = (dataDir: string): string => join(dataDir, 'corpus.sqlite');
