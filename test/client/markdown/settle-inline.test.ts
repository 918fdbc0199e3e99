import {expect} from '@open-wc/testing';
import {settleInline} from '../../../client/markdown/settle-inline.ts';

const cases: Record<string, readonly (readonly [open: string, shown: string])[]> = {
  'closes emphasis with something in it': [
    ['a **bold', 'a **bold**'],
    ['a **bold ', 'a **bold**'],
    ['*em **both', '*em **both***'],
    ['***all', '***all***'],
    ['***a** b', '***a** b*'],
    ['~~gone', '~~gone~~'],
    ['__strong', '__strong__'],
    ['done **bold** and', 'done **bold** and'],
  ],
  'leaves alone what opens nothing': [
    ['2 * 3', '2 * 3'],
    ['snake_case', 'snake_case'],
    ['~approx', '~approx'],
    ['a \\*b', 'a \\*b'],
  ],
  'hides markers that may become anything': [
    ['a *', 'a'],
    ['a **', 'a'],
    ['**bold*', '**bold**'],
    ['a `', 'a'],
    ['**`', ''],
    ['a \\', 'a'],
    ['Great!', 'Great'],
    ['a &am', 'a'],
    ['a <', 'a'],
    ['a <https://x', 'a'],
  ],
  'closes code': [
    ['a `code', 'a `code`'],
    ['``a `tick', '``a `tick``'],
    ['``a `', '``a ``'],
    ['`*not em', '`*not em`'],
    ['**bold `code', '**bold `code`**'],
    ['`a` *b', '`a` *b*'],
  ],
  'shows the words of a link once it is one': [
    ['see [the', 'see'],
    ['see [the docs]', 'see'],
    ['see [the docs](', 'see the docs'],
    ['see [the docs](https://x.org/a', 'see the docs'],
    ['see [the docs](https://x.org "ti', 'see the docs'],
    ['see [the docs](https://x.org/(a)) now', 'see [the docs](https://x.org/(a)) now'],
    ['**[docs](http', '**docs**'],
    ['[a][b', ''],
    ['[a][b] c', '[a][b] c'],
    ['[a](b c) *d', '[a](b c) *d*'],
    ['an ![alt](htt', 'an'],
  ],
  'shows citations once they are closed': [
    ['so [1', 'so'],
    ['so [1]', 'so [1]'],
    ['so [1][', 'so [1]'],
    ['so [1][2]', 'so [1][2]'],
    ['so [1, 2', 'so'],
  ],
  'gives up waiting for a bracket': [[`[${'long '.repeat(20)}`, `[${'long '.repeat(20).trimEnd()}`]],
};

describe('settleInline', () => {
  for (const [name, examples] of Object.entries(cases)) {
    it(name, () => {
      for (const [open, shown] of examples) expect(settleInline(open), open).to.equal(shown);
    });
  }
});
