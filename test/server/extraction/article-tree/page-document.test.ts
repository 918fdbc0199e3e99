import {Readability} from '@mozilla/readability';
import {expect} from 'chai';
import fc from 'fast-check';
import {parseHTML} from 'linkedom';
import {ElementNode, type ParentNode, TextNode, type TreeNode} from '../../../../server/extraction/article-tree/nodes.ts';
import {PageDocument} from '../../../../server/extraction/article-tree/page-document.ts';
import '../../../support/property-runs.ts';

const sentence = 'The sea rises and falls twice a day, and the moon is to blame for most of it, as sailors have known for thousands of years. ';

const read = (document: Document) => {
  const article = new Readability(document, {disableJSONLD: true}).parse();
  // White space, and whether a tag is written in capitals, are the only differences.
  return article && {text: article.textContent?.replace(/\s+/gu, ''), tags: article.content?.toLowerCase().match(/<\/?[a-z0-9]+/gu)?.join(''), byline: article.byline};
};
const onFull = (html: string) => (parseHTML(html) as unknown as {readonly document: Document}).document;

describe('PageDocument', () => {
  const pages: Readonly<Record<string, string>> = {
    'an article with a byline, tables, lists and code': `<html lang=en><head><title>Tides | The Sea</title><meta name=author content=Jo></head><body class=page><div id=main><h1>Tides</h1>
      <p class=byline>By <a rel=author href=/jo>Jo Brine</a></p>${`<p>${sentence}</p>`.repeat(6)}<ul><li>${sentence}</li><li>Low</li></ul><pre>a &lt; b &amp;&amp; c</pre>
      <table><tr><th>Port</th><th>Range</th></tr><tr><td>Brest</td><td>7 m</td></tr><tr><td>Kiel</td><td>0</td></tr></table><h1>Again</h1><p>${sentence}</p></div>
      <div class="sidebar share"><ul><li><a href=/1>One thing</a></li><li><a href=/2>Another</a></li></ul></div></body></html>`,
    'text between line breaks': `<html><head><title>T</title></head><body><div class=content>${`${sentence}<br><br>${sentence}<b>bold</b><br> <br>`.repeat(6)}</div></body></html>`,
    'too little, so that it is tried again with less strict rules': `<html><head></head><body><div class="comment hidden-share"><p>${sentence}</p><p>${sentence}</p></div><div class=footer>${sentence}</div></body></html>`,
    'images that load late': `<html><head></head><body><article>${`<p>${sentence}</p><figure><img class=lazy data-src="/a.jpg" src="data:image/gif;base64,R0lGOD"><figcaption>A</figcaption></figure><noscript><img src="/b.jpg"></noscript>`.repeat(6)}</article></body></html>`,
    'hidden parts': `<html><head></head><body><article>${`<p>${sentence}</p><p style="color: red; display: none">no</p><p style="visibility:hidden">no</p><p hidden>no</p><p aria-hidden=true>no</p>`.repeat(6)}</article></body></html>`,
    'links that are scripts, and cells that hold a layout': `<html><head></head><body><article>${`<p><a href="javascript:go()">${sentence}</a></p><table><tbody><tr><td><p>${sentence}</p></td></tr></tbody></table>`.repeat(6)}</article></body></html>`,
    'one section in another': `<html><head></head><body><section><div><div id=a><span><p>${sentence.repeat(8)}</p></span></div></div></section></body></html>`,
  };
  for (const [name, html] of Object.entries(pages)) {
    it(`has Readability find what it finds on a full document: ${name}`, () => {
      const found = read(new PageDocument(html) as unknown as Document);
      expect(found?.text).to.include('Thesearisesandfalls');
      expect(found).to.deep.equal(read(onFull(html)));
    });
  }

  it('has a head and a body, whatever the page has of them', () => {
    for (const html of ['', 'text', '<p>text', '<title>T</title><p>text', '<body><p>text</body></html>', '<html class=x><p>text']) {
      const {documentElement, body} = new PageDocument(html);
      expect(documentElement.children.map(({tagName}) => tagName)).to.deep.equal(['HEAD', 'BODY']);
      expect(body.textContent).to.equal(html === '' ? '' : html.includes('<title>') ? 'Ttext' : 'text');
    }
    expect(new PageDocument('<html id=x><head><title>A &amp; B</title></head><body class=y>')).to.include({title: 'A & B'});
  });

  it('leaves what follows a second <html> or <body> where it stands', () => {
    const {documentElement, body} = new PageDocument('<html id=one><head></head><body class=one><main>a<html id=two><body class=two><p>b</p></body></html>c</main></body></html>');
    expect(body.innerHTML).to.equal('<main>a<p>b</p>c</main>');
    expect([documentElement.id, body.className]).to.deep.equal(['one', 'one']);
  });

  it('writes HTML that reads as the same again', () => {
    const html = '<p title="a &quot; b &amp; c">1 &lt; 2 &amp; 3<br><img src="x"></p><ul><li>a</li></ul>';
    const {body} = new PageDocument(html);
    expect(body.innerHTML).to.equal(html);
    expect(new PageDocument(body.innerHTML).body.innerHTML).to.equal(html);
    const [list] = body.getElementsByTagName('ul');
    list?.ownerDocument.parseInto(list, '<li>b & c');
    expect(list?.innerHTML).to.equal('<li>a</li><li>b &amp; c</li>');
  });

  it('tells the text and the children that are there, whatever is moved, put in another place or taken out', () => {
    const step = fc.record({act: fc.constantFrom('append', 'remove', 'replace', 'text'), one: fc.nat(), other: fc.nat()});
    fc.assert(
      fc.property(fc.array(step, {maxLength: 40}), (steps) => {
        const document = new PageDocument('<div>a<p>b<b>c</b></p></div><div>d<p>e</p>f</div>');
        for (const {act, one, other} of steps) {
          const elements = document.body.getElementsByTagName('*');
          const [from, to] = [elements[one % elements.length], elements[other % elements.length]];
          if (!from || !to) break;
          if (act === 'text') to.appendChild(document.createTextNode(String(one % 10)));
          else if (act === 'remove') from.remove();
          else if (from !== to && !isWithin(to, from)) {
            if (act === 'append') to.appendChild(from);
            else to.parentNode?.replaceChild(from, to);
          }
          for (const element of document.getElementsByTagName('*')) expect(stateOf(element)).to.deep.equal(countedOut(element));
        }
      }),
    );
  });

  it('takes an element for the one within it', () => {
    const {body} = new PageDocument('<div><p>a</p></div><i>b</i>');
    const [div] = body.children;
    const [paragraph] = div?.children ?? [];
    if (!div || !paragraph) throw new Error('there are both');
    body.replaceChild(paragraph, div);
    expect(body.innerHTML).to.equal('<p>a</p><i>b</i>');
    expect(div.parentNode).to.equal(null);
  });
});

const isWithin = (node: TreeNode, outer: TreeNode): boolean => node === outer || (node.parentNode !== null && isWithin(node.parentNode, outer));

const stateOf = (element: ElementNode) => ({
  text: element.textContent,
  nodes: [...element.childNodes],
  children: [...element.children],
  last: element.lastChild,
  first: element.firstElementChild,
  next: element.nextElementSibling,
  previous: element.previousElementSibling,
});

/** The same without anything that is kept: by going from one node to the next, and back. */
function countedOut(element: ElementNode): ReturnType<typeof stateOf> {
  const nodes = nodesOf(element);
  const siblings = element.parentNode ? nodesOf(element.parentNode).filter((node) => node instanceof ElementNode) : [];
  const at = siblings.indexOf(element);
  const children = nodes.filter((node) => node instanceof ElementNode);
  return {text: textOf(element), nodes, children, last: nodes.at(-1) ?? null, first: children[0] ?? null, next: siblings[at + 1] ?? null, previous: siblings[at - 1] ?? null};
}

function nodesOf({firstChild}: ParentNode): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let node = firstChild; node; node = node.nextSibling) nodes.push(node);
  return nodes;
}

const textOf = (node: TreeNode): string => (node instanceof TextNode ? node.textContent : node.childNodes.map(textOf).join(''));
