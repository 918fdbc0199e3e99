import {expect} from 'chai';
import {readDocument} from '../../../../server/adapters/corpus/read-document.ts';

const titleOf = async (path: string, raw: string) => (await readDocument(path, raw)).title;

describe('readDocument', () => {
  it('calls a document by its first heading, its front matter, or its file', async () => {
    expect(await titleOf('docs/a.md', 'text\n\n## The *first*\n\n# Second')).to.equal('The first');
    expect(await titleOf('docs/a.md', '---\ntitle: Front\n---\n# Heading')).to.equal('Heading');
    expect(await titleOf('docs/a.md', '---\ntitle: Front\n---\ntext')).to.equal('Front');
    expect(await titleOf('docs/getting-started.md', 'text')).to.equal('getting-started');
    expect(await titleOf('docs/a.html', '<title>Of the page</title><p>text</p>')).to.equal('Of the page');
    expect(await titleOf('docs/notes.txt', '# No heading here')).to.equal('notes');
  });

  it('puts the name of the package first, unless the title holds it', async () => {
    const readme = '/x/node_modules/rxjs/README.md';
    expect(await titleOf(readme, '# RxJS: Reactive Extensions')).to.equal('RxJS: Reactive Extensions');
    expect(await titleOf(readme, '# Reactive Extensions')).to.equal('rxjs: Reactive Extensions');
    expect(await titleOf(readme, '## Installation\n\ntext')).to.equal('rxjs');
    expect(await titleOf('/x/node_modules/rxjs/CHANGELOG.md', '# 7.8.2\n\ntext')).to.equal('rxjs: CHANGELOG');
    expect(await titleOf('/x/node_modules/a/node_modules/@koa/router/docs/api.md', '# API')).to.equal('@koa/router: API');
    expect(await titleOf('/x/node_modules/@koa/router/README.md', '# Router middleware')).to.equal('Router middleware');
  });

  it('cuts a document at its headings', async () => {
    const {sections} = await readDocument('a.md', '# A\n\nbegin\n\n## B\n\nb `code`\n\n### C\n\nc\n\n### C\n\nagain\n\n## Empty\n\n## D\n\n- d\n- e\n');
    expect(sections).to.deep.equal([
      {slug: 'a', heading: '', body: 'begin'},
      {slug: 'b', heading: 'B', body: 'b code'},
      {slug: 'c', heading: 'B › C', body: 'c'},
      {slug: 'c-1', heading: 'B › C', body: 'again'},
      {slug: 'd', heading: 'D', body: 'd\ne'},
    ]);
  });

  it('keeps what stands before the first heading, and headings alone if there is nothing else', async () => {
    expect((await readDocument('a.md', 'before\n\n# A\n\nafter')).sections.map(({slug}) => slug)).to.deep.equal(['', 'a']);
    expect((await readDocument('a.md', '# A\n\n## B')).sections).to.deep.equal([{slug: '', heading: 'A › B', body: ''}]);
    expect((await readDocument('a.md', '')).sections).to.deep.equal([{slug: '', heading: '', body: ''}]);
  });

  it('cuts a long section in several under the same heading', async () => {
    const {sections} = await readDocument('a.md', `# A\n\n${'A sentence of some words. '.repeat(500)}\n\n${'x'.repeat(7_000)}`);
    expect(sections.length).to.be.greaterThan(4);
    for (const {slug, body} of sections) {
      expect(slug).to.equal('a');
      expect(body.length).to.be.at.most(3_000);
    }
  });

  it('keeps HTML as Markdown, so that it is shown and read like any other', async () => {
    const {format, text, sections} = await readDocument('a.html', '<nav>Menu</nav><main><h1>One</h1><p>A *star* &amp; more</p><h2>Two</h2><pre>code</pre></main>');
    expect(format).to.equal('markdown');
    expect(text).to.equal('# One\n\nA \\*star\\* \\& more\n\n## Two\n\n```\ncode\n```');
    expect(sections).to.deep.equal([
      {slug: 'one', heading: '', body: 'A *star* & more'},
      {slug: 'two', heading: 'Two', body: 'code'},
    ]);
  });

  it('reads hostile documents within a moment', async () => {
    const parts = ['a\n', '- a\n', '[', '[![', '*a ', '**a', '`a ', '``a`', '_a ', '#', '# ', '<!--', '<h1>', '<a ', '> - ', '|', '```\n', '\\*', ' \t', '&amp;', '[a](', '\n\n'];
    for (const part of parts) {
      const raw = part.repeat(Math.ceil(500_000 / part.length));
      expect((await readDocument('a.md', raw)).sections, part).to.not.be.empty;
      expect((await readDocument('a.txt', raw)).sections, part).to.not.be.empty;
    }
    expect((await readDocument('a.html', '<div>'.repeat(100_000))).sections).to.not.be.empty;
  }).timeout(60_000);
});
