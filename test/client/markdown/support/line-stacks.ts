/** test/client/markdown - random stacks of lines that start, continue, end or nearly end a block. */
import fc from 'fast-check';

const lines = [
  '', '', '', 'text', 'more **bold', 'end** of', 'hard  ', 'hard\\', '\\', '   ', 'cr\r',
  '- item', '* star', '+ plus', '-', '*', '1.', '1. one', '10. ten', '2) two', '  - nested', '- - twice', '- # head', '- > quote', '-\n\n  z',
  '    deep', '   three', '  continuation', '      six', '\ttab', '\t- tabbed',
  '> quote', '>', '>> twice', '> - in quote', '>\tq', '> ```', '> | a |\n> |---|',
  '```', '```js', '~~~', '  ```', '    ```', '- ```', '# head', '## head [foo]', '===', '---', '***', '* * *', '- - -',
  '| a | b |', '| --- | --- |', '|---|', 'a | b', '--- | ---', '| c |', '| [foo] | [1] |', '| a\\|b | `c|d` |', '- | a |\n  |---|',
  '[foo]: /url', '[foo]: http://x.y "t"', '[foo]: /url "t', '[bar]:', '/late', '"title', 'more"', "'t'", '(t)', '"t" x', '[foo bar]: /fb',
  'see [foo] and [bar]', '[foo', 'bar]', '> [foo', '> bar]', '- [foo]', '- [foo]: /in-list', '> [bar]: /q', '> [bar]: /q\n"title', '- > [foo]: /iq\n"title', '![foo]', '[t][foo]', '[t][1]',
  '[^1]', 'note[^1] and [^n][^2]', '[^1]: one', '[^n]: note [^2] [foo]', '[^2]: - list', '[^2]:', '[^', '[^1]:', '- [^1] item', '- [^n]: no note', '> [^2]', '| [^1] | [^n] |',
  '$$', '\\[', '\\]', '$$x$$', '$a_1$ and $5 or $10', 'x = \\frac{1}{2}$$', '\\(a', 'b\\) _c_', '> $$', '- $$', '  y$$', '$a', '```mermaid',
  '[1]: /one', 'cite [1][2] [1, 3] [4](x', '`code', 'span` x', '<div>', '</div>', '<b>x', '&amp; &copy', '~~s', 't~~', 'snake_case_',
];

/** Texts of 2 to 22 such lines. */
export const lineStacks = fc
  .tuple(fc.array(fc.constantFrom(...lines), {minLength: 2, maxLength: 22}), fc.constantFrom('', '\n'))
  .map(([stack, end]) => stack.join('\n') + end);
