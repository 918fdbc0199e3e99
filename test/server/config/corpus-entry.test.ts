import {expect} from 'chai';
import {corpusEntries} from '../../../server/config/corpus-entry.ts';

describe('corpusEntries', () => {
  it('reads folders, as they are written', () => {
    expect(corpusEntries('./handbook, ../notes ,,/srv/docs/')).to.deep.equal([{path: './handbook'}, {path: '../notes'}, {path: '/srv/docs/'}]);
    expect(corpusEntries('')).to.deep.equal([]);
  });

  it('reads patterns: the folder, and which files in it', () => {
    expect(corpusEntries('docs/**/*.md')).to.deep.equal([{path: 'docs', glob: '**/*.md'}]);
    expect(corpusEntries('*.md, /*.txt, ./a/b?/c')).to.deep.equal([
      {path: '.', glob: '*.md'},
      {path: '/', glob: '*.txt'},
      {path: './a', glob: 'b?/c'},
    ]);
  });

  it('does not split within braces', () => {
    expect(corpusEntries('a/*.{md,html},b')).to.deep.equal([{path: 'a', glob: '*.{md,html}'}, {path: 'b'}]);
  });

  it('takes a single file for what it is', () => {
    expect(corpusEntries('notes/one.md')).to.deep.equal([{path: 'notes/one.md'}]);
  });
});
