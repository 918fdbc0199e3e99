import {expect} from 'chai';
import fc from 'fast-check';
import type {TextBlock} from '../../../server/enrichment/page-reader.ts';
import {HtmlReading, htmlToBlocks} from '../../../server/enrichment/html-to-blocks.ts';
import {atLeast} from '../../support/at-least.ts';

const texts = (html: string): readonly string[] => htmlToBlocks(html).blocks.map(({text}) => text);

const wordsIn = (blocks: readonly TextBlock[]): string => blocks.map(({text}) => text).join('').replace(/[\s|]+/g, '');

describe('htmlToBlocks', () => {
  it('keeps headings, paragraphs, list items, rows and code apart', () => {
    const {title, blocks} = htmlToBlocks(`<!doctype html><title>Tides &amp; moons</title>
      <h1>Tides</h1><p>The sea <b>rises</b>
      and falls.<ul><li>High<li>Low</ul>
      <table><tr><th>Port</th><th>Range</th></tr><tr><td>Brest<td>7 m</table>
      <pre><code>while (true) {
  rise();   
}
</code></pre>`);
    expect(title).to.equal('Tides & moons');
    expect(blocks).to.deep.equal([
      {kind: 'heading', level: 1, text: 'Tides'},
      {kind: 'paragraph', text: 'The sea rises and falls.'},
      {kind: 'item', level: 1, text: 'High'},
      {kind: 'item', level: 1, text: 'Low'},
      {kind: 'row', text: 'Port | Range'},
      {kind: 'row', text: 'Brest | 7 m'},
      {kind: 'code', text: 'while (true) {\n  rise();\n}'},
    ]);
  });

  it('counts numbered lists, knows how deep a list stands, and joins what is in a cell', () => {
    const {blocks} = htmlToBlocks('<ol start=3><li>Three<ul><li><p>Deep</p></ul><li>Four</ol><table><tr><td><p>A</p><p>b</p><td><div>C</div></tr><tr><td><p>Alone</table>');
    expect(blocks).to.deep.equal([
      {kind: 'item', level: 1, ordinal: 3, text: 'Three'},
      {kind: 'item', level: 2, text: 'Deep'},
      {kind: 'item', level: 1, ordinal: 4, text: 'Four'},
      {kind: 'row', text: 'A b | C'},
      {kind: 'paragraph', text: 'Alone'},
    ]);
  });

  it('takes the title from og:title, then the title, then the first heading', () => {
    expect(htmlToBlocks('<title>Site: Page</title><meta property="og:title" content="Page &quot;one&quot;"><p>x').title).to.equal('Page "one"');
    expect(htmlToBlocks('<title> Site:\n Page </title><h1>Head</h1>').title).to.equal('Site: Page');
    expect(htmlToBlocks('<nav><h2>Menu</h2></nav><h1>Head</h1><p>x').title).to.equal('Head');
    expect(htmlToBlocks('<p>x').title).to.equal('');
  });

  for (const [what, html] of [
    ['scripts', '<script>if (a < b) "</p>"</script>'],
    ['styles', '<style>p > a {color: red}</style>'],
    ['templates', '<template><p>Unseen</p></template>'],
    ['drawings', '<svg><title>Icon</title><text>Label</text></svg>'],
    ['a drawing that ends in itself', '<svg/>'],
    ['hidden parts', '<div hidden><p>Unseen</p></div>'],
    ['what is hidden from readers', '<span aria-hidden="true">#</span>'],
    ['what a style hides', '<div style="color:red; display : none">Unseen</div>'],
    ['frames', '<iframe src=x>No frames</iframe>'],
    ['controls', '<select><option>One</select><textarea>Write</textarea><button>Copy</button>'],
    ['dialogs', '<div role="dialog">We use cookies</div>'],
    ['comments', '<!-- note --><?php echo 1 ?><![CDATA[data]]>'],
  ] as const) {
    it(`leaves out ${what}`, () => {
      expect(texts(`<p>Before</p>${html}<p>After</p>`)).to.deep.equal(['Before', 'After']);
    });
  }

  it('leaves out what stands beside the content', () => {
    const beside = '<header>Site name</header><nav>Home</nav><aside>Ads</aside><div role=navigation>More</div><footer>Imprint</footer>';
    expect(texts(`${beside}<div>The content of the page.</div>`)).to.deep.equal(['The content of the page.']);
  });

  it('keeps the head of an article', () => {
    expect(texts('<article><header><h1>Head</h1></header><p>Body of the article.</p></article>')).to.deep.equal(['Head', 'Body of the article.']);
  });

  it('takes <main> where it holds enough, and everything where it does not', () => {
    const filler = `<p>${'Much text. '.repeat(40)}</p>`;
    expect(texts(`<div>Banner</div><main>${filler}</main>`)).to.have.length(1);
    expect(texts(`<div>${filler}</div><main>Loading</main>`)).to.have.length(2);
  });

  it('takes the text of an article, but not the cards of a list', () => {
    const article = `<article>${'<p>A sentence of the article. </p>'.repeat(5)}</article>`;
    expect(texts(`<div>Teaser</div>${article}`)).to.not.include('Teaser');
    expect(texts(`<div>${'The product that the page is about. '.repeat(10)}</div><article>Other product</article>`)).to.have.length(2);
  });

  it('leaves out menus, unless the page is one', () => {
    const menu = '<ul><li><a href=1>One</a><li><a href=2>Two</a></ul>';
    expect(texts(`${menu}<p>${'Prose and more prose. '.repeat(5)}</p>`)).to.have.length(1);
    expect(texts(`<h1>Index</h1>${menu}`)).to.deep.equal(['Index', 'One', 'Two']);
  });

  it('never comes out empty when there is text', () => {
    expect(texts('<nav><p>Only navigation.</p></nav>')).to.deep.equal(['Only navigation.']);
    expect(texts('<form><p>A page in a form.</p></form>')).to.deep.equal(['A page in a form.']);
    expect(texts('<noscript><main><p>For readers without scripts.</p></main></noscript><div></div>')).to.deep.equal(['For readers without scripts.']);
  });

  it('ends a paragraph at two line breaks, not at one', () => {
    expect(texts('One<br>line.<br><br>Another. <br> <br> Third.')).to.deep.equal(['One line.', 'Another.', 'Third.']);
  });

  it('keeps the lines of code that is made of blocks', () => {
    expect(htmlToBlocks('<pre><div>one</div><div>  two</div>three<br>four</pre>').blocks).to.deep.equal([{kind: 'code', text: 'one\n  two\nthree\nfour'}]);
  });

  it('keeps the question of an accordion', () => {
    expect(texts('<h3><button>Why tides?</button></h3><p>The moon.</p>')).to.deep.equal(['Why tides?', 'The moon.']);
  });

  it('says the same of a page without what stands aside, and loses no word', () => {
    const piece = fc.oneof(
      fc.constantFrom('<p>', '</p>', '<b>', '</b>', '<pre>', '</pre>', '<br>', '<td>', '<svg>', '</svg>', '<title>', '</title>', '<!--', '-->'),
      fc.constantFrom('&amp;', '&lt', '&#x1F30A;', '<a href="x&amp;y">', '<main>', '</main>', '<', '>', '"', '<script>', '</script>', '<div hidden>', '</div>'),
      fc.string({maxLength: 8}),
    );
    fc.assert(
      fc.property(fc.array(piece, {maxLength: 30}), (parts) => {
        const html = parts.join('');
        const reading = new HtmlReading(html).readAll();
        const seen = reading.withoutAside();
        expect(seen.length).to.be.at.most(html.length);
        if (!html.includes('<svg>') && !html.includes('<script>')) expect(wordsIn(htmlToBlocks(seen).blocks)).to.equal(wordsIn(reading.result().blocks));
      }),
      {...atLeast(300), examples: [[['<', '<div hidden>', '</div>', 'A']], [['&am', '<div hidden>', '</div>', 'p;b']], [['&#6', '<!--', '-->', '5;']], [['!!', '<div hidden>', '</div>', '<a href="x&amp;y">', '!']]]},
    );
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), {minLength: 1}), fc.constantFrom('div', 'p', 'li', 'td', 'b', 'section', 'nav'), (words, tag) => {
        const html = words.map((word) => `<${tag}>${word}</${tag}> `).join('');
        expect(texts(html).join(' ').replaceAll(' | ', ' ')).to.equal(words.join(' '));
      }),
    );
  });

  it('cuts 200,000 comments out of a page', () => {
    expect(new HtmlReading('word <!-- x -->'.repeat(200_000)).readAll().withoutAside()).to.equal('word '.repeat(200_000));
  });

  describe('on hostile pages', () => {
    const many = 100_000;
    const pages: Readonly<Record<string, string>> = {
      'nested 100,000 deep': `${'<div>'.repeat(many)}deep${'</div>'.repeat(many)}`,
      'with 100,000 paragraphs that do not end': '<p>x'.repeat(many),
      'with 100,000 inline elements that do not end': `${'<b><i><font>'.repeat(many / 3)}text`,
      'with nested tables that do not end': '<table><tr><td>cell'.repeat(20_000),
      'with nested lists': '<ul><li>item'.repeat(20_000),
      'with 100,000 stray end tags': `${'<b>'.repeat(500)}${'</i>'.repeat(many)}text`,
      'of one line of 3 MB': 'word '.repeat(600_000),
      'without a space': 'x'.repeat(3_000_000),
      'of a million brackets': `${'<'.repeat(1_000_000)}text`,
      'of a million entities': '&amp;'.repeat(600_000),
      'with 100,000 line breaks': `a${'<br>'.repeat(many)}b`,
      'with 20,000 attributes': `<p ${Array.from({length: 20_000}, (_, i) => `a${i}="${i}"`).join(' ')}>text`,
      'with a huge attribute': `<p style="${'x'.repeat(2_500_000)}">text`,
      'with 200,000 empty cells': `<table><tr>${'<td>'.repeat(200_000)}text`,
      'with null bytes': '<p>te\0xt\0',
      'of 2 MB of JSON': JSON.stringify(Array.from({length: 50_000}, (_, id) => ({id, name: 'item'}))),
    };
    for (const [what, html] of Object.entries(pages)) {
      it(`finds the text of a page ${what}`, () => {
        const {blocks} = htmlToBlocks(html);
        expect(blocks).to.not.be.empty;
        expect(blocks.length).to.be.at.most(150_001);
        expect(blocks.every(({text}) => !text.includes('\0'))).to.be.true;
      });
    }

    it('takes no script for text, however deep it stands', () => {
      expect(texts(`${'<div>'.repeat(1_000)}<script>evil()</script>text`)).to.deep.equal(['text']);
    });

    it('reads no more than 3 million characters', () => {
      const [block] = htmlToBlocks('x'.repeat(3_100_000)).blocks;
      expect(block!.text).to.have.length(3_000_000);
    });

    it('ends quietly in the middle of anything', () => {
      for (const html of ['<p>text<', '<p>text</', '<p>text<!--', '<p>text<a href="', '<p>text&am', '<p>text<script>', '<p>text<![CDATA[']) {
        expect(texts(html)[0], html).to.match(/^text/);
      }
      expect(texts('')).to.deep.equal([]);
      expect(texts(' \n ')).to.deep.equal([]);
    });
  });
});
