/**
 * test/client/markdown - small documents for every construct, picked for what may go wrong when they arrive in pieces.
 * Each is one string; the property tests cut them anywhere.
 */

const paragraphs = [
  '',
  '\n\n   \n',
  'plain words',
  'two\nlines',
  'one\n\ntwo\n\n\nthree',
  '  leading and trailing  \n   spaces   ',
  'hard  \nbreak and\\\nanother',
  'ends in a backslash\\',
  'cut \\* escape \\[not a link\\] \\`',
  'A & B &amp; C &copy; &#35; &#x22; &nosuch; &',
  'line\r\nends\rof all\r\n\r\nkinds\r',
  'a NUL \0 in it',
  'emoji 👩‍🔬 and 漢字 and عربى',
];

const headings = [
  '# one\n## two\n###### six\n####### seven',
  '#no\n#\n# ends #\n# **bold** head',
  'setext\n===\n\nand\nanother\n---\ntext',
  'text\n---\n===',
  'a\n-',
  'a\n\n---\n\n***\n_ _ _\n',
  '===\n\n---',
];

const quotes = [
  '> quote\nlazy line\n> more\n\nafter',
  '> one\n\n> two',
  '> > nested\n> back\n>\n> new',
  '> - item\n> - item\n>\n>   more\n- outside',
  '> ```\n> code\n```\nother code',
  '> # head\n> ---\n===',
];

const lists = [
  '- a\n- b\n- c',
  '* a\n\n* b\n* c\n\ntext',
  '- a\n- b\n\n  more\n- c',
  '1. one\n2. two\n10. ten\n\n3) other',
  '7. seven\n\n   - nested\n\n     deep\n8. eight',
  'text\n- interrupts\n\ntext\n2. does not',
  '-\n  text\n-\n\n  not in it\n- ',
  '- a\n lazy\n- b\n    lazy too\n\n      code?',
  '- # head\n- > quote\n- ```\n  code\n  ```\n- ---',
  '- a\n  - b\n    - c\n\n      loose\n  - d\n- e',
  '- a\n+ b\n* c\n',
  '- ```\n  x\n\n\n  y\n- after',
  '-\ttab\n\n\tcode\n',
  '- one\n\n\n\n- two after a gap',
  '- [ ] open\n- [x] done',
];

const code = [
  '```\nplain\n```',
  '```js title\nconst a = 1;\n\n\nconst b = 2;\n```\ntext',
  '~~~\n```\n~~~~\nafter',
  '```\nnever closed\n\nat all',
  '````\n```\n`````\n',
  '```a`b\nnot a fence```',
  '  ```\n  indented\n ```\n',
  'text\n```\ncode right after\n```\ntext right after',
  '    indented\n\n    code\n\n\ntext\n    not code',
  '``` \n\n```\n```\n```',
  'code `in` line, ``with ` tick``, `open and\nover lines` and `never',
];

const tables = [
  '| a | b |\n| --- | --- |\n| 1 | 2 |',
  'a | b\n:- | -:\n1 | 2 | 3\n4\n\nafter',
  '| a |\n|---|\n| `x\\|y` | **b** |\n> ends it',
  'text\n| a |\n| :-: |\n| in the same breath |',
  '| a | b |\n| --- |\nno table',
  '| a | b |\n| not a delimiter |',
  '| only a head |\n|---|',
  '- | a |\n  |---|\n  | 1 |\n\n> | q |\n> |---|',
];

const inline = [
  '*em* **strong** ***both*** _em_ __strong__ snake_case_word',
  '**bold *and em** crossed* ** not bold **',
  '*open **never closed\n\nnext *paragraph*',
  '~~gone~~ ~one~ ~~~three~~~ ~~open',
  '**bold\nover lines** and `code\nover lines`',
  '[link](https://example.org "title") [empty]() [relative](/path) [a b](<x y>)',
  '[nested *em* `code`](http://x.org/(a)) [not closed](http://x',
  '[**bold](https://x.org)** [[brackets]](https://x.org) [a](https://x.org)[b](mailto:a@b.org)',
  '<https://auto.example/?a=b&c> <me@example.org> <notascheme> <b>raw</b>',
  '![image](https://example.org/a.png "t") ![*alt* text](x.png) ![',
  '[![in a link](https://x.org/a.png)](https://x.org) ![ä](https://x.org/ä b.png)',
  '<div>\n**raw** block\n\n</div>\n<!-- comment -->\n<script>alert(1)</script>',
];

const references = [
  '[foo]: https://x.org "title"\n\nsee [foo], [text][foo], [FOO][] and [bar]',
  'used [before] it is defined\n\n[before]: https://x.org',
  '- in [a] list\n- and [b]\n\n> in [a] quote\n\n| [a] |\n|---|\n| [b] |\n\n[a]: https://a.org\n[b]: https://b.org',
  '> [over\n> lines]\n\ntext\n\n[over lines]: https://x.org',
  '[foo]: https://first.org\n[foo]: https://second.org\n\n[foo]',
  '[foo]: https://x.org\n"a title\non two lines"\n\n[foo]',
  '> [foo]: https://x.org\n"a title\noutside"\n\n[foo]',
  '> [foo]: https://x.org\n"a title\n> out and\nin"\n\n[foo]',
  '- [foo]: https://x.org\n"a title\noutside"\n\n[foo]',
  '- x\n- [foo]: https://x.org\n"no title\n\n[foo]',
  '[foo]: https://x.org\n"no title" here\n\n[foo]',
  '[foo]: https://x.org\n"not a title\n===\n\n[foo]',
  '[foo]:\nhttps://x.org\n\n[foo]\n\n[bar]: <>\n[bar]',
  '> [quoted]: https://x.org\n\n- [listed]: https://y.org\n\n[quoted] [listed]',
  'text\n[foo]: https://x.org\n\n[foo]',
  '![late image]\n\n[late image]: https://x.org/i.png',
  '[toString] [__proto__] [constructor]\n\n[__proto__]: https://x.org',
];

const citations = [
  'One [1], two [2][3], three [4, 5] and [6,7].',
  '[1] starts. `[2]` in code, \\[3] escaped, [2024] a year, [0] nothing.',
  '    [1] in a block\n\n```\n[2] in a fence\n```',
  '[[1]](https://x.org) and [1](https://x.org) and [see [1]](https://x.org) and [1](no link',
  'cited [1] though defined\n\n[1]: https://x.org',
  '[text][1] with a late definition\n\n[1]: https://x.org',
  '| a [1] |\n|---|\n| [2][1] |\n\n- [3]\n\n# [4]\n\n> **[5]**',
];

const footnotes = [
  'One[^1] and two[^2].\n\n[^1]: First.\n[^2]: Second.',
  'Named[^note], again[^note] and [^Note].\n\n[^note]: With **bold** and [1].',
  'Early.\n\n[^a]: Before its use.\n\nUsed[^a].',
  'Out of order[^b] [^a] [^c].\n\n[^a]: A.\n[^c]: C.\n[^b]: B.\n[^d]: Never used.',
  'Missing[^1], there[^2] and [^gone].\n\n[^2]: Two.',
  'Long[^1].\n\n[^1]: First paragraph\nlazy.\n\n    Second paragraph.\n\n    - list\n    - in it\n\n        code\n\nAfter.',
  'Nested[^1].\n\n[^1]: Refers[^2] and back[^1].\n[^2]: Refers[^3].\n[^3]: End.\n',
  'Twice[^1].\n\n[^1]: First wins.\n[^1]: Second.',
  'text\n[^1]: interrupts\nand is lazy\n\n- item[^1]\n[^2]: after a list\n\n> quote[^2]\n[^3]: after a quote [^3]',
  '- [^1]: not here\n\n> [^2]: nor here\n\n    [^3]: code\n\n[^1] [^2] [^3]',
  '`[^1]` in code, \\[^2] escaped, [a[^3]](https://x.org), [^4](https://x.org), [^5][x], ![^6], [^ 7], [^], [^8 9]\n\n[^1]: x\n[^3]: x\n[^4]: x\n[^5]: x\n[^6]: x\n\n[x]: https://x.org',
  '[^1]:\n\n    body on a later line\n\n[^2]:\n[^1][^2]',
  '[^1]: [foo] and [^2]\n\n[^2]: ```js\n    code\n    ```\n\nsee [^1]\n\n[foo]: https://x.org',
  '| a[^1] |\n|---|\n| b[^2] |\n\n# head[^3]\n\n1. [^4]\n\n[^1]: one\n[^2]: two\n[^3]: three\n[^4]: four',
  'regex [^abc] and [^0-9]+ in words',
  '[^toString] [^__proto__]\n\n[^__proto__]: x\n',
];

const formulas = [
  'Inline $a^2 + b^2 = c^2$, \\(\\frac{1}{2}\\), $$x$$ and \\[y\\] in text.',
  'It costs $5 and $10, US$5, $5-$10, $HOME and $PATH, 5$ and 10$, \\$5$ or $ 5 $.',
  '$$\na_1 + b_1\n- c\n= d\n$$\nafter',
  '\\[\n\\begin{aligned} a &= b \\\\[2pt] c &= d \\end{aligned}\n\\]',
  'text\n$$\nx\n$$\n\n- item\n  $$\n  y\n  $$\n- $z$\n\n> $$q$$',
  '$$\nnever closed\n\nafter',
  '$$\nnever closed at the end',
  '$`a`$ `$b$` \\`$c$ [$d$](https://x.org) **$e$** $f\ng$ $$h\ni$$ \\(j\nk\\)',
  '| $a$ | \\(b\\) |\n|---|---|\n| $c_1$ | $d_1 |',
];

const mixed = [
  '# Title\n\nText with **bold** [1].\n\n- one\n- two\n\n```js\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> end',
  '1. step\n   ```sh\n   npm start\n   ```\n2. step\n\n   | a |\n   |---|\n   | 1 |\n\ndone',
  '- a\n# head\n- b\n```\ncode\n```\n> quote\n---\n| t |\n|---|\ntext',
];

/** All of them: some 100 small documents. */
export const documents: readonly string[] = [
  ...paragraphs, ...headings, ...quotes, ...lists, ...code, ...tables, ...inline, ...references, ...citations, ...footnotes, ...formulas, ...mixed,
];

const words = 'with enough words in it to make a block long enough to be frozen piece by piece';
const eight = (line: (i: number) => string) => Array.from({length: 8}, (_, i) => line(i)).join('');

/** Blocks that are long enough to freeze their own parts. More text may be put behind them. */
export const longBlocks: readonly string[] = [
  eight((i) => `- item ${i} [foo] ${words}\n`),
  eight((i) => `${i + 3}. item ${i} ${words} [text][foo]\n   - nested [1]\n`),
  eight((i) => `* \`\`\`\n  code ${i} ${words}\n  \`\`\`\n`),
  eight((i) => `- # head ${i} ${words}\n`),
  `| head | [foo] |\n| --- | :-: |\n${eight((i) => `| cell ${i} | [foo] **bold** ${words} |\n`)}`,
  eight((i) => `- item ${i} [^n${i % 3}] ${words}\n`),
  eight((i) => `[^n${i}]: note ${i} [^n${i + 1}] ${words}\n\n    more\n`),
  `\`\`\`js\n${eight((i) => `const line${i} = '${words}';\n`)}`,
];
