import {expect} from '@open-wc/testing';
import {cut, render} from './support/render.ts';

const links = [
  'javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'jAvAsCrIpT:alert(1)', 'javascript&colon;alert(1)', 'javascript&#58;alert(1)', 'javascript&#x3A;alert(1)',
  '&#106;avascript:alert(1)', '&#x6A;&#x61;vascript:alert(1)', 'java&Tab;script:alert(1)', 'java&NewLine;script:alert(1)', '&#1;javascript:alert(1)',
  '<javascript:alert(1)>', '< javascript:alert(1)>', '\\javascript:alert(1)', 'javascript\\:alert(1)', '%6Aavascript:alert(1)', 'javascript:alert(1)//https://x.org',
  'vbscript:msgbox(1)', 'VbScRiPt:msgbox(1)', 'livescript:x', 'data:text/html,<script>alert(1)</script>', 'data:text/html;base64,PHNjcmlwdD4=', 'DATA:text/html,x',
  'data:image/svg+xml,<svg/onload=alert(1)>', 'data:image/png;base64,AAAA', 'file:///etc/passwd', 'blob:https://x.org/1', 'about:blank', 'view-source:https://x.org',
  '//evil.org/a.js', '/relative', '#fragment', 'ws://x.org', 'intent://x#Intent;end', 'ms-settings:x', 'https:javascript:alert(1)', '\u00a0javascript:alert(1)',
];

/** Every way for Markdown to carry an address. */
const carriers: readonly ((address: string) => string)[] = [
  (address) => `[a](${address})`,
  (address) => `[a](<${address}>)`,
  (address) => `![a](${address})`,
  (address) => `<${address}>`,
  (address) => `[a]\n\n[a]: ${address}`,
  (address) => `[![a](${address})](${address} "${address}")`,
];

const raw = [
  '<script>alert(1)</script>', '<ScRiPt src=//evil.org></sCrIpT>', '<img src=x onerror=alert(1)>', '<img/src="x"/onerror=alert(1)>', '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>', '<iframe src="javascript:alert(1)"></iframe>', '<iframe srcdoc="<script>alert(1)</script>">', '<a href="javascript:alert(1)">a</a>',
  '<b onmouseover=alert(1)>b</b>', '<body onload=alert(1)>', '<form action="javascript:alert(1)"><button>b</button></form>', '<object data="javascript:alert(1)">',
  '<embed src="//evil.org">', '<link rel=stylesheet href="//evil.org">', '<style>*{background:url(//evil.org)}</style>', '<meta http-equiv=refresh content="0;//evil.org">',
  '<base href="//evil.org/">', '<math><mi xlink:href="javascript:alert(1)">a</mi></math>', '<template><img src=x onerror=alert(1)></template>', '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<script>alert(1)</script>]]>', '<?php alert(1) ?>', '<details open ontoggle=alert(1)>', '<input autofocus onfocus=alert(1)>', '<video><source onerror=alert(1)></video>',
  '<p title="</p><script>alert(1)</script>">', '&lt;script&gt;alert(1)&lt;/script&gt;', '`<script>alert(1)</script>`', '```html\n<script>alert(1)</script>\n```',
  '```"><script>alert(1)</script>\nx\n```', '``` x" onclick="alert(1)\nx\n```', '| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
  '[a](https://x.org "\\" onclick=alert(1) \\"")', '[a](https://x.org" onclick="alert(1))', '![" onerror="alert(1)](https://x.org/i.png)',
  '[<img src=x onerror=alert(1)>](https://x.org)', '<https://x.org/"onclick="alert(1)>', '[1" onclick="alert(1)]', '- <script>\n  alert(1)\n  </script>', '> <img src=x\n> onerror=alert(1)>',
];

const tags = new Set('a blockquote br button code div em h1 h2 h3 h4 h5 h6 hr li ol p pre s section span strong sup table tbody td th thead tr ul'.split(' '));
const attributes = new Set('class aria-label data-alt data-n data-note data-src data-tex data-way href part rel start tabindex target title type value'.split(' '));

/** What must not be in an answer. */
function dangers(element: Element): string[] {
  return [...element.querySelectorAll('*')].flatMap((node) => [
    ...(tags.has(node.localName) && node.namespaceURI === 'http://www.w3.org/1999/xhtml' ? [] : [`<${node.localName}>`]),
    ...[...node.attributes].filter(({name}) => !attributes.has(name)).map(({name, value}) => `${name}=${value}`),
    ...(node instanceof HTMLAnchorElement && node.hasAttribute('href') && !/^(?:https?|mailto):$/.test(node.protocol) ? [node.href] : []),
  ]);
}

describe('IncrementalMarkdown: hostile text', () => {
  for (const address of links) {
    it(`does not link to ${JSON.stringify(address)}`, () => {
      for (const carry of carriers) {
        const text = carry(address);
        for (const deltas of [[text], cut(text, [1])]) {
          const element = render(deltas);
          expect(dangers(element), text).to.deep.equal([]);
          const scripted = [...element.querySelectorAll('a')].filter(({href}) => /^\W*(?:javascript|vbscript|data):/i.test(decodeURIComponent(href)));
          expect(scripted, text).to.deep.equal([]);
        }
      }
    });
  }

  for (const text of raw) {
    it(`makes only harmless elements of ${JSON.stringify(text)}`, () => {
      for (const deltas of [[text], cut(text, [1]), cut(text, [5, 3])]) expect(dangers(render(deltas))).to.deep.equal([]);
    });
  }

  it('is harmless at every moment on the way, not only at the end', async () => {
    const {IncrementalMarkdown} = await import('../../../client/markdown/incremental-markdown.ts');
    const text = [...raw, ...links.map((address) => `[a](${address})`)].join('\n\n');
    const element = document.createElement('div');
    const markdown = new IncrementalMarkdown(element);
    for (const delta of cut(text, [7])) {
      markdown.write(delta);
      expect(dangers(element)).to.deep.equal([]);
    }
  });

  it('lives through deep nesting and long runs of markers', () => {
    for (const text of ['> '.repeat(2_000), '- '.repeat(2_000), '['.repeat(2_000), '*a '.repeat(2_000), '`'.repeat(2_000), '<'.repeat(2_000), '![a]('.repeat(500), '| '.repeat(2_000)]) {
      expect(dangers(render(cut(text, [400])))).to.deep.equal([]);
    }
  });
});
