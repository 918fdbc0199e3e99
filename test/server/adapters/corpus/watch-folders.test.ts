/** Changes of the corpus' folders, followed without a restart. Real files; each wait ends as soon as what it waits for is there. */
import {mkdirSync, renameSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import type {Corpus} from '../../../../server/adapters/corpus/corpus.ts';
import {testFolder, type TestFolder} from '../../../support/corpus-folder.ts';

describe('a corpus that is watched', () => {
  let folder: TestFolder;
  let corpus: Corpus;
  beforeEach(async () => {
    folder = testFolder({'sea/tides.md': '# Tides\n\nThe sea rises.\n', 'bread.md': '# Bread\n\nFlour and salt.\n'});
    corpus = folder.open({watch: true});
    await corpus.refresh();
  });
  afterEach(() => folder.close());

  const found = async (text: string) => (await corpus.search({text, count: 10})).map(({path}) => path).sort();
  /** Resolves once this is what is found; mocha's own deadline is the limit. */
  const finds = async (text: string, ...paths: string[]) => {
    for (let now = await found(text); ; now = await found(text)) {
      if (now.join() === paths.join()) return;
      await sleep(20);
    }
  };

  it('finds a new file, in a new folder too', async () => {
    folder.write('sea/moon.md', '# Moon\n\nA satellite.\n');
    folder.write('land/deep/hill.md', '# Hill\n\nA satellite dish stands on it.\n');
    await finds('satellite', 'docs/land/deep/hill.md', 'docs/sea/moon.md');
    folder.write('land/deep/valley.md', '# Valley\n\nFar below.\n');
    await finds('valley', 'docs/land/deep/valley.md');
  });

  it('finds what a file says now, and not what it said', async () => {
    folder.write('bread.md', '# Bread\n\nNow with yeast.\n');
    await finds('yeast', 'docs/bread.md');
    expect(await found('flour')).to.deep.equal([]);
  });

  it('forgets a file and a folder that are gone', async () => {
    folder.remove('bread.md');
    await finds('flour');
    folder.remove('sea');
    await finds('tides');
    expect(await corpus.count()).to.equal(0);
  });

  it('follows a folder that moves, and one that comes back', async () => {
    renameSync(join(folder.path, 'sea'), join(folder.path, 'ocean'));
    await finds('tides', 'docs/ocean/tides.md');
    folder.write('ocean/waves.md', '# Waves\n\nThey break.\n');
    await finds('waves', 'docs/ocean/waves.md');
    folder.remove('ocean');
    await finds('waves');
    folder.write('ocean/waves.md', '# Waves\n\nThey are back.\n');
    await finds('waves', 'docs/ocean/waves.md');
    folder.write('ocean/foam.md', '# Foam\n\nWhite.\n');
    await finds('foam', 'docs/ocean/foam.md');
  });

  it('follows a link to a folder elsewhere', async () => {
    const elsewhere = join(folder.path, '..', 'elsewhere');
    mkdirSync(elsewhere);
    folder.write('../elsewhere/star.md', '# Star\n\nIt shines.\n');
    symlinkSync(elsewhere, join(folder.path, 'linked'));
    await finds('star', 'docs/linked/star.md');
    folder.write('../elsewhere/comet.md', '# Comet\n\nIt has a tail.\n');
    await finds('comet', 'docs/linked/comet.md');
  });

  it('heeds nothing that is no document', async () => {
    folder.write('.hidden/secret.md', '# Secret\n\nhidden\n');
    folder.write('sea/.draft.md', '# Draft\n\nhidden\n');
    folder.write('sea/code.js', 'hidden');
    folder.write('sea/shown.md', '# Shown\n\nnot hidden\n');
    await finds('hidden', 'docs/sea/shown.md');
  });

  it('is not watched unless that is wanted', async () => {
    const still = folder.open({dataDir: `${folder.dataDir}-still`});
    await still.refresh();
    folder.write('moon.md', '# Moon\n\nA satellite.\n');
    await finds('satellite', 'docs/moon.md');
    expect(await still.search({text: 'satellite', count: 1})).to.deep.equal([]);
  });
});
