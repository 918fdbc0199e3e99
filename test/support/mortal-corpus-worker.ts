/** test/support - the corpus worker, which dies of files called `deadly.md` that say `Poison`. */
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

const read = fs.readFileSync;
fs.readFileSync = ((...args: Parameters<typeof read>) => {
  const content = read(...args);
  if (String(args[0]).endsWith('deadly.md') && content.includes('Poison')) process.exit(1);
  return content;
}) as typeof read;
syncBuiltinESMExports();

await import('../../server/adapters/corpus/corpus-worker.ts');
