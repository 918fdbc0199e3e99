import {expect, waitUntil} from '@open-wc/testing';
import {loadTypesetting} from '../../../client/markdown/draw-formula.ts';
import {typesetMath} from '../../../client/markdown/extras/typeset-math.ts';
import {IncrementalMarkdown} from '../../../client/markdown/incremental-markdown.ts';
import {cut, render} from './support/render.ts';

const formulas = (text: string) => [...render([text]).querySelectorAll<HTMLElement>('.math')].map(({dataset: {tex}, className}) => `${className}: ${tex ?? ''}`);

describe('formulas', () => {
  it('have four forms', () => {
    expect(formulas('a $x^2$ b $$y$$ c \\(z\\) d \\[w\\] e')).to.deep.equal(['math: x^2', 'math display: y', 'math: z', 'math display: w']);
    expect(formulas('$$\na\n- b\n= c\n$$\n\n\\[\nd\n\\]\n\n$$e$$')).to.deep.equal(['math display: a\n- b\n= c', 'math display: d', 'math display: e']);
  });

  const money = [
    'It costs $5 and $10.', 'US$5 to US$10', '$5-$10', '$5/month or $50/year', 'from $1,000 to $2,000', '$HOME and $PATH', '$HOME/$USER', '5$ and 10$', 'a $ b $ c', '$5 to 10$', '\\$x$', 'one $ only',
    '`$x$`', '    $x$', '```\n$x$\n```', '$5M in 2020 and $7M in 2021', 'pay $20 (or $25)', '$$', '\\(\\)', 'escaped \\(parentheses and \\[brackets',
  ];
  for (const text of money) it(`are not in ${JSON.stringify(text)}`, () => expect(formulas(text)).to.deep.equal([]));

  it('that are not closed are text, and end at a blank line', () => {
    const element = render(cut('$$\nnot closed\n\nafter', [1]));
    expect(element.textContent).to.equal('$$\nnot closedafter');
    expect(element.lastElementChild!.textContent).to.equal('after');
  });

  it('become MathML when what sets them is there, and are their source before', async () => {
    const element = render(['so $a_1 + \\frac{1}{2}$.']);
    await loadTypesetting();
    await waitUntil(() => element.querySelector('math'));
    expect(element.querySelector('math')!.namespaceURI).to.equal('http://www.w3.org/1998/Math/MathML');
    expect(element.querySelector('mfrac')).not.to.be.null;
    const next = render(['at once: $x$ and \\[y\\]']);
    expect(next.querySelectorAll('math')).to.have.length(2);
    expect(next.querySelector('.display > math')!.getAttribute('display')).to.equal('block');
  });

  it('stay the same nodes while text goes on behind them', async () => {
    await loadTypesetting();
    const element = document.createElement('div');
    const markdown = new IncrementalMarkdown(element);
    markdown.write('so $a$ and');
    const math = element.querySelector('math');
    markdown.write(' more **words** and $b$ and');
    markdown.end();
    expect(element.querySelector('math')).to.equal(math).and.not.to.be.null;
  });

  it('show nothing half written, and take nothing back', () => {
    for (const text of ['so $a_1 * b_1 * c$ end', 'so \\(a_1 * b_1\\) end', 'so $$a_1 _b_$$ end', '$$\na_1\n+ b\n$$\nend']) {
      const element = document.createElement('div');
      const markdown = new IncrementalMarkdown(element);
      for (const delta of cut(text, [1])) {
        markdown.write(delta);
        expect(element.querySelector('em, ul'), text).to.be.null;
        expect(/[$\\_*]/.test([...element.querySelectorAll('p')].map((paragraph) => [...paragraph.childNodes].filter((node) => node instanceof Text).map(({data}) => data).join('')).join('')), element.textContent).to.equal(false);
      }
    }
  });

  it('that make no sense, or far too much of it, stay source', async () => {
    await loadTypesetting();
    for (const tex of ['\\frac{1}', '\\nosuchcommand{x}', 'a_{', '\\begin{matrix} a']) expect(render([`$${tex}$`]).textContent, tex).to.equal(`$${tex}$`);
    expect(typesetMath('x'.repeat(5_001), false)).to.equal(undefined);
    expect(typesetMath('\\def\\a{\\a\\a}\\a', false)).to.equal(undefined);
  });

  const hostile = [
    '\\href{javascript:alert(1)}{x}', '\\url{javascript:alert(1)}', '\\includegraphics{https://evil.example/x.png}', '\\class{x" onclick="alert(1)}{y}', '\\id{x}{y}', '\\style{background:url(https://evil.example)}{y}',
    '\\data{onclick=alert(1)}{x}', '\\text{<img src=x onerror=alert(1)>}', '\\htmlClass{a}{b}', '\\htmlStyle{color:red}{x}', '\\color{red;background:url(https://evil.example)}x', '\\colorbox{url(https://evil.example)}{x}',
    '\\textcolor{expression(alert(1))}{x}', '\\unicode{x3C}script', '\\begin{CD} A @>>> B \\end{CD}', '\\rule{1000000em}{1000000em}', '\\char"3C', '\\def\\x{\\x}\\x',
  ];
  for (const tex of hostile) {
    it(`are harmless: ${tex}`, async () => {
      await loadTypesetting();
      const element = render([`$$${tex}$$`, '\n\n', `\\(${tex}\\)`]);
      for (const node of element.querySelectorAll('.math *')) {
        expect(node.namespaceURI).to.equal('http://www.w3.org/1998/Math/MathML');
        for (const {name, value} of node.attributes) expect(/^on|^(?:href|src|id|xlink:)|url\(|javascript:/i.test(`${name}=${value}`) || /url\(|expression\(/.test(value), `${name}=${value}`).to.equal(false);
      }
    });
  }
});
