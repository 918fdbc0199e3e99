import {basename, join} from 'node:path';
import {expect} from 'chai';
import {corpusFolders} from '../../../../server/adapters/corpus/corpus-folders.ts';
import {type TestFolder, testFolder} from '../../../support/corpus-folder.ts';

describe('corpusFolders', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder({'notes/one.md': 'text'});
  });
  afterEach(() => folder.close());

  it('takes folders, patterns and single files', () => {
    const at = (path: string) => join(folder.path, path);
    expect(corpusFolders([{path: at('notes')}, {path: at('notes'), glob: '*.md'}, {path: at('notes/one.md')}], '/project')).to.deep.equal([
      {path: at('notes'), include: 'all', label: 'notes'},
      {path: at('notes'), include: 'all', label: 'notes', glob: '*.md'},
      {path: at('notes'), include: 'all', label: 'notes', only: 'one.md'},
    ]);
  });

  it('takes what is not there yet for a folder', () => {
    expect(corpusFolders([{path: join(folder.path, 'gone.md')}], '/project')).to.deep.equal([{path: join(folder.path, 'gone.md'), include: 'all', label: basename('gone.md')}]);
  });

  it('takes the documents of the project where none are named', () => {
    expect(corpusFolders([], '/project').map(({label, include}) => [label, include])).to.deep.equal([['docs', 'all'], ['packages', 'markdown']]);
  });
});
