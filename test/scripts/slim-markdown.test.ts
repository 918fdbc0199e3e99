/** markdown-it as the bundle has it, beside the whole one: the same blocks, tokens and references, whatever it is given. */
import {mkdtemp, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'chai';
import {build, type Plugin} from 'esbuild';
import fc from 'fast-check';
import type {Token} from 'markdown-it';
import type * as Parser from '../../client/markdown/parser.ts';
import {slimMarkdown} from '../../scripts/slim-markdown.ts';

const root = join(import.meta.dirname, '../..');
const {tests: examples} = createRequire(import.meta.url)('commonmark-spec') as {readonly tests: readonly {readonly markdown: string}[]};

/** Addresses and entities are the browser's, and are tested there. */
const sameLibraries: Plugin = {
  name: 'same-libraries',
  setup(builder) {
    builder.onResolve({filter: /^(?:entities|mdurl)$/}, ({path, importer}) => (importer.includes('markdown-it') ? {path: join(root, `client/markdown/slim/${path}.ts`)} : undefined));
  },
};

const pieces = [
  ...['![a](b "t")', '![a][r]', '[a](b "t") ', '[a][r]', '[r]: /u "x"\n', '[r]', '[x](<a b> (t))', '[x]( )', '[x](\n/u\n"t"\n)', '[x](javascript:a)', '<http://a.b>', '<a@b.co>', '<a:b>'],
  ...['&amp;', '&#x41;', '&#0;', '&#55296;', '&#99999999;', '&nosuch;', '*', '**', '_', '__', '~~', '`', '``', '\\', '\\*', '\\\n', '  \n', '\n', '\n\n', '- ', '1. ', '> ', '    ', '\t', '# ', '---', '===', '|-|\n', '| a | b |\n', '```js\n'],
  ...['😀', '\ud800', '\udc00', 'é', '“', '—', '\u00a0', '\u3000', '€', '$a$', '[1]', '[^1]', 'http://x.y', '(', ')', '[', ']', '!', '"', 'a', 'b ', 'c.'],
];

/** The same order of fields. */
const plain = (tokens: readonly Token[] | null): unknown => tokens?.map(({children, ...own}) => ({...Object.fromEntries(Object.entries(own).toSorted(([one], [other]) => (one < other ? -1 : 1))), children: plain(children)}));

describe('slim markdown-it', () => {
  let folder = '';
  let whole: typeof Parser;
  let slim: typeof Parser;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slim-'));
    const load = async (name: string, plugins: Plugin[]): Promise<typeof Parser> => {
      const outfile = join(folder, name);
      await build({absWorkingDir: root, entryPoints: ['client/markdown/parser.ts'], bundle: true, format: 'esm', outfile, plugins});
      return (await import(outfile)) as typeof Parser;
    };
    whole = await load('whole.mjs', [sameLibraries]);
    slim = await load('slim.mjs', [slimMarkdown]);
  });
  after(() => rm(folder, {recursive: true}));

  const parse = ({parseBlocks, parseInlines}: typeof Parser, source: string): string => {
    const {tokens, references} = parseBlocks(source, {});
    return JSON.stringify({tokens: plain(parseInlines(tokens, references)), references}, undefined, 1);
  };

  it('reads every example of CommonMark as the whole one does', () => {
    for (const {markdown} of examples) expect(parse(slim, markdown), markdown).to.equal(parse(whole, markdown));
  });

  it('reads any text as the whole one does', () => {
    const part = fc.oneof({weight: 6, arbitrary: fc.constantFrom(...pieces)}, {weight: 1, arbitrary: fc.constantFrom(...examples.map(({markdown}) => markdown))}, fc.nat(0x10_ff_ff).map((code) => String.fromCodePoint(code)));
    const text = fc.array(part, {maxLength: 16}).map((parts) => parts.join(''));
    fc.assert(fc.property(text, (source) => void expect(parse(slim, source)).to.equal(parse(whole, source))));
  });

  it('reads the language of a fence as the whole one does', () => {
    for (const info of ['js', 'a&amp;b \\*c', '&#65; x', '&#0;', '&#x110000;', '&nosuch; y']) expect(slim.fenceLanguage(info), info).to.equal(whole.fenceLanguage(info));
  });
});
