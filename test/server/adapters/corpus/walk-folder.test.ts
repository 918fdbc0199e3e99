import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'chai';
import {walkFolder} from '../../../../server/adapters/corpus/walk-folder.ts';
import {testFolder, type TestFolder} from '../../../support/corpus-folder.ts';

describe('walkFolder', () => {
  let folder: TestFolder;
  beforeEach(() => (folder = testFolder()));
  afterEach(() => folder.close());

  const found = (include: 'all' | 'markdown' = 'all', path = folder.path) => [...walkFolder({path, include, label: ''})].map((file) => file.path).sort();
  const write = (...paths: readonly string[]) => paths.forEach((path) => folder.write(path, 'text'));

  it('finds documents by their names, in all folders', () => {
    write('a.md', 'b.MARKDOWN', 'c.html', 'd/e/f.htm', 'd/g.txt', 'd/h.pdf', 'h.js', 'i.mdx', 'md');
    expect(found()).to.deep.equal(['a.md', 'b.MARKDOWN', 'c.html', 'd/e/f.htm', 'd/g.txt', 'd/h.pdf']);
    expect(found('markdown')).to.deep.equal(['a.md', 'b.MARKDOWN']);
  });

  it('finds what fits a pattern', () => {
    write('a.md', 'guide/b.md', 'guide/deep/c.html', 'guide/node_modules/x/d.md', 'other/e.txt');
    const fitting = (glob: string) => [...walkFolder({path: folder.path, include: 'all', label: '', glob})].map((file) => file.path).sort();
    expect(fitting('guide/**')).to.deep.equal(['guide/b.md', 'guide/deep/c.html']);
    expect(fitting('*.md')).to.deep.equal(['a.md']);
    expect(fitting('**/*.{html,txt}')).to.deep.equal(['guide/deep/c.html', 'other/e.txt']);
    expect(fitting('guide/node_modules/*/*.md')).to.deep.equal(['guide/node_modules/x/d.md']);
    expect(fitting('nowhere/*')).to.deep.equal([]);
  });

  it('finds a single file', () => {
    write('a.md', 'b+(1) [x].md', 'guide/a.md');
    const single = (only: string) => [...walkFolder({path: folder.path, include: 'all', label: '', only})].map((file) => file.path);
    expect(single('a.md')).to.deep.equal(['a.md']);
    expect(single('b+(1) [x].md')).to.deep.equal(['b+(1) [x].md']);
    expect(single('gone.md')).to.deep.equal([]);
  });

  it('looks into no folder that a pattern does not lead to', () => {
    write('a.md', 'guide/b.md', 'guide/deep/c.md');
    const lookedInto = (glob: string) => {
      const paths: string[] = [];
      const files = [...walkFolder({path: folder.path, include: 'all', label: '', glob}, {onFolder: (_, path) => paths.push(path)})];
      return {paths: paths.sort(), files: files.map(({path}) => path)};
    };
    expect(lookedInto('*.md')).to.deep.equal({paths: [''], files: ['a.md']});
    expect(lookedInto('**')).to.deep.include({paths: ['', 'guide', 'guide/deep']});
  });

  it('looks at a part only, where that is wanted', () => {
    write('a.md', 'guide/b.md', 'guide/deep/c.md', 'guide/.hidden/d.md');
    const under = (path: string) => [...walkFolder({path: folder.path, include: 'all', label: ''}, {under: path})].map((file) => file.path).sort();
    expect(under('guide')).to.deep.equal(['guide/b.md', 'guide/deep/c.md']);
    expect(under('guide/deep/c.md')).to.deep.equal(['guide/deep/c.md']);
    expect(under('guide/.hidden/d.md')).to.deep.equal([]);
    expect(under('gone')).to.deep.equal([]);
  });

  it('tells size and time', () => {
    folder.write('a.md', 'four');
    const [file] = [...walkFolder({path: folder.path, include: 'all', label: ''})];
    expect(file).to.deep.equal({file: join(folder.path, 'a.md'), path: 'a.md', size: 4, mtimeMs: 1_700_000_001_000});
  });

  it('leaves out what starts with a dot, and what is too big to be a document', () => {
    write('.hidden.md', '.git/a.md', 'b.md');
    folder.write('big.md', 'x'.repeat(2_000_001));
    expect(found()).to.deep.equal(['b.md']);
  });

  it('takes the documents of packages only where it is asked for Markdown', () => {
    write('node_modules/a/readme.md', 'node_modules/a/node_modules/@b/c/readme.md', 'node_modules/a/license.txt', 'd.md');
    expect(found()).to.deep.equal(['d.md']);
    expect(found('markdown')).to.deep.equal(['d.md', 'node_modules/a/node_modules/@b/c/readme.md', 'node_modules/a/readme.md']);
    expect(found('markdown', join(folder.path, 'node_modules'))).to.deep.equal(['a/node_modules/@b/c/readme.md', 'a/readme.md']);
    expect(found('all', join(folder.path, 'node_modules/a'))).to.deep.equal(['license.txt', 'readme.md']);
  });

  it('follows links elsewhere once, and goes round in no circle', () => {
    write('a/one.md', 'b/two.md');
    const link = (to: string, from: string) => symlinkSync(join(folder.path, to), join(folder.path, from));
    link('b', 'a/elsewhere');
    link('b', 'a/again');
    link('a', 'a/itself');
    link('.', 'a/up');
    link('a', 'b/back');
    link('b/two.md', 'a/file.md');
    link('nowhere', 'a/broken');
    link('nowhere.md', 'a/broken.md');
    const paths = found('all', join(folder.path, 'a'));
    expect(paths).to.have.lengthOf(3);
    expect(paths.filter((path) => /^(?:elsewhere|again)\/two\.md$/.test(path))).to.have.lengthOf(1);
    expect(paths).to.include.members(['one.md', 'file.md']);
  });

  it('finds nothing where there is no folder', () => {
    expect(found('all', join(folder.path, 'nowhere'))).to.deep.equal([]);
    write('a.md');
    expect(found('all', join(folder.path, 'a.md'))).to.deep.equal([]);
  });
});
