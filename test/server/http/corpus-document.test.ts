import {expect} from 'chai';
import {markdownBlocks} from '../../../server/enrichment/markdown-blocks.ts';
import {toSections} from '../../../server/adapters/corpus/sections.ts';
import {documentPage} from '../../../server/http/document-page.ts';
import type {CorpusDocument} from '../../../server/search/corpus-document.ts';
import {serveApp} from '../../support/serve-app.ts';

const documentOf = (text: string, format: CorpusDocument['format'] = 'markdown'): CorpusDocument => ({docId: 'd', title: 'A <b>title</b>', format, text, path: 'docs/<x>.md'});

const hostile = `# Hi <script>alert(1)</script>

<img src=x onerror=alert(1)> [click](javascript:alert(1)) [data](data:text/html,x) ![pixel](https://evil.example/p.png)
[other](../file.md) [heading](#hi)
[fine](https://example.org/a?b="c") <https://example.org>

\`\`\`html
</pre></main><script>alert(2)</script>
\`\`\`
`;

describe('GET /v1/corpus/:docId', () => {
  it('shows a document under a policy that runs and loads nothing', async () => {
    await using app = await serveApp({corpus: {document: (docId) => Promise.resolve(docId === 'd' ? documentOf('# Tides\n\nThe **Moon**.') : undefined)}});
    const response = await fetch(`${app.url}/v1/corpus/d`);
    expect(response.headers.get('content-type')).to.equal('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).to.match(/^sandbox .*default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/);
    expect(await response.text()).to.contain('<h1 id="tides">Tides</h1>').and.to.contain('<strong>Moon</strong>');
  });

  it('sends nothing again to a reader that has it', async () => {
    let text = '# Tides';
    await using app = await serveApp({corpus: {document: () => Promise.resolve(documentOf(text))}});
    const etag = (await fetch(`${app.url}/v1/corpus/d`)).headers.get('etag') ?? '';
    const again = async () => (await fetch(`${app.url}/v1/corpus/d`, {headers: {'if-none-match': etag, 'cache-control': 'max-age=0'}})).status;
    expect(await again()).to.equal(304);
    text = '# Tides, anew';
    expect(await again()).to.equal(200);
  });

  it('answers 404 for a document it does not have, also for a path', async () => {
    await using app = await serveApp();
    for (const id of ['nobody', '..%2f..%2fetc%2fpasswd', '%00']) {
      const response = await fetch(`${app.url}/v1/corpus/${id}`);
      expect(await response.json()).to.include({status: 404, code: 'unknown-document'});
    }
  });
});

describe('documentPage', () => {
  it('lets nothing of a document become markup of its own', () => {
    const page = documentPage(documentOf(hostile));
    const body = page.slice(page.indexOf('<body>'));
    expect(body).not.to.match(/<script|<img|<b>|javascript:[^<]*"|href="data:/);
    expect([...body.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).to.deep.equal(['#hi', 'https://example.org/a?b=%22c%22', 'https://example.org']);
    expect(body.match(/rel="noopener noreferrer nofollow"/g)).to.have.length(2);
    expect(documentPage(documentOf('</pre><script>x</script>', 'text'))).not.to.contain('<script');
  });

  it('shows a long document as it was written, with the ids of its headings, and nothing of it as markup', () => {
    const text = `# One *thing*\n\n${'word '.repeat(20_000)}\n\n## See [\`that\`](x.md) ##\n\n\`\`\`\n# not a heading\n\`\`\`\n${hostile}`;
    const page = documentPage(documentOf(text));
    const body = page.slice(page.indexOf('<body>'));
    expect([...body.matchAll(/<strong id="([^"]*)"/g)].map(([, id]) => id)).to.deep.equal(['one-thing', 'see-that', 'hi-scriptalert1script']);
    expect(body).to.contain('# not a heading').and.not.to.match(/<script|<img|<b>|<a /);
  });

  it('gives every heading the id that the search links to', () => {
    const text = '# One\n\na\n\n## Same `code` *thing*\n\nb\n\n## Same code thing\n\nc\n\nSetext [link](x.md)\n---\n\nd\n\n### Ünï & Cödé!\n\ne\n\n```\n# not a heading\n```\n';
    const ids = [...documentPage(documentOf(text)).matchAll(/<h\d id="([^"]*)"/g)].map(([, id]) => id);
    const slugs = toSections(markdownBlocks(text), 'One').map(({slug}) => slug).filter(Boolean);
    expect(ids).to.deep.equal(['one', 'same-code-thing', 'same-code-thing-1', 'setext-link', 'ünï--cödé']);
    expect(ids).to.include.members(slugs);
  });
});
