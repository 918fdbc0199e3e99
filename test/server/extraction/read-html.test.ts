import {expect} from 'chai';
import {blocksToMarkdown} from '../../../server/enrichment/blocks-to-markdown.ts';
import {readHtml, type ReadPage} from '../../../server/extraction/read-html.ts';

const url = 'https://a.example/tides';
const sentence = 'The sea rises and falls twice a day, and the moon is to blame for most of it, as sailors have known for thousands of years.';
const article = `<!doctype html><html lang=en><head><title>Tides</title><meta property=og:type content=article></head><body>
  <header><nav><a href=/>Home</a><a href=/news>News</a></nav></header>
  <article><h1>Tides</h1><p>${sentence}</p><h2>Numbers</h2><p>${sentence} <a href=/x>More</a>.</p>
  <table><thead><tr><th>Port</th><th>Range</th></tr></thead><tbody><tr><td>Brest</td><td>7 m</td></tr></tbody></table>
  <ol><li>${sentence}</li><li>Low water.</li></ol><p>${sentence}</p>
  <pre><code>while (true) {
  rise();
}</code></pre><p>${sentence}</p></article>
  <div class="sidebar"><h3>Read this too</h3><ul><li><a href=/1>One thing that you will not believe</a></li><li><a href=/2>Another thing</a></li></ul></div>
  <footer>All rights reserved.</footer></body></html>`;

describe('readHtml', () => {
  it('gives an article as Markdown: headings, lists, tables and code kept, the rest gone', async () => {
    const {blocks, language} = await readHtml(url, article);
    expect(language).to.equal('en');
    const markdown = blocksToMarkdown(blocks);
    expect(markdown).to.include('## Numbers');
    expect(markdown).to.include('| Port | Range |\n| --- | --- |\n| Brest | 7 m |');
    expect(markdown).to.include('2. Low water.');
    expect(markdown).to.include('```\nwhile (true) {\n  rise();\n}\n```');
    for (const boilerplate of ['News', 'will not believe', 'rights reserved']) expect(markdown).to.not.include(boilerplate);
  });

  it('gives all of a page that is no article', async () => {
    const cards = Array.from({length: 12}, (_, i) => `<div class=card><h3>Product ${i}</h3><span>${i} €</span></div>`).join('');
    const drafts: ReadPage[] = [];
    const {blocks} = await readHtml(url, `<title>Shop</title><main>${cards}</main>`, (draft) => drafts.push(draft));
    expect(drafts, 'what is there at once needs no draft').to.be.empty;
    for (let i = 0; i < 12; i += 1) expect(blocks.map(({text}) => text)).to.include(`Product ${i}`);
  });

  it('tells the text as it is before Readability', async () => {
    const drafts: ReadPage[] = [];
    await readHtml(url, article, (draft) => drafts.push(draft));
    expect(drafts).to.have.length(1);
    expect(blocksToMarkdown(drafts[0]?.blocks ?? [])).to.include(sentence);
  });

  it('has Readability read no page that is too large or too deep for it', async () => {
    const deep = await readHtml(url, `<article>${'<div>'.repeat(500)}${`<p>${sentence}</p>`.repeat(10)}`);
    expect(deep.blocks).to.have.length(10);
    const large = await readHtml(url, `<article>${'<b>x</b>'.repeat(20_001)}${`<p>${sentence}</p>`.repeat(10)}`);
    expect(large.blocks.length).to.be.greaterThan(9);
  });
}).timeout(20_000);
