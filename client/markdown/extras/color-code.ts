/**
 * client/markdown/extras - colours for code, by the CSS Custom Highlight API: ranges over the text that is there, so no node changes and
 * what a reader has selected stays selected. highlight.js finds what is what; each language is fetched when it is first met.
 */
import {type Emitter, type LanguageFn} from 'highlight.js';
import hljs from 'highlight.js/lib/core';
import {adoptSheet} from './adopt-sheet.ts';

type Load = () => Promise<{readonly default: LanguageFn}>;

/** Each language with the other names it goes by. */
const languages: readonly (readonly [names: string, load: Load])[] = [
  ['bash sh zsh shell console', () => import('highlight.js/lib/languages/bash')],
  ['c h', () => import('highlight.js/lib/languages/c')],
  ['cpp c++ cc hpp', () => import('highlight.js/lib/languages/cpp')],
  ['csharp cs c#', () => import('highlight.js/lib/languages/csharp')],
  ['css', () => import('highlight.js/lib/languages/css')],
  ['diff patch', () => import('highlight.js/lib/languages/diff')],
  ['dockerfile docker', () => import('highlight.js/lib/languages/dockerfile')],
  ['go golang', () => import('highlight.js/lib/languages/go')],
  ['graphql gql', () => import('highlight.js/lib/languages/graphql')],
  ['haskell hs', () => import('highlight.js/lib/languages/haskell')],
  ['ini toml', () => import('highlight.js/lib/languages/ini')],
  ['java jsp', () => import('highlight.js/lib/languages/java')],
  ['javascript js jsx mjs cjs', () => import('highlight.js/lib/languages/javascript')],
  ['json jsonc json5', () => import('highlight.js/lib/languages/json')],
  ['kotlin kt kts', () => import('highlight.js/lib/languages/kotlin')],
  ['lua', () => import('highlight.js/lib/languages/lua')],
  ['makefile make mk', () => import('highlight.js/lib/languages/makefile')],
  ['markdown md', () => import('highlight.js/lib/languages/markdown')],
  ['nginx', () => import('highlight.js/lib/languages/nginx')],
  ['perl pl', () => import('highlight.js/lib/languages/perl')],
  ['php', () => import('highlight.js/lib/languages/php')],
  ['powershell ps1 pwsh', () => import('highlight.js/lib/languages/powershell')],
  ['python py', () => import('highlight.js/lib/languages/python')],
  ['r', () => import('highlight.js/lib/languages/r')],
  ['ruby rb', () => import('highlight.js/lib/languages/ruby')],
  ['rust rs', () => import('highlight.js/lib/languages/rust')],
  ['scala', () => import('highlight.js/lib/languages/scala')],
  ['scss sass', () => import('highlight.js/lib/languages/scss')],
  ['sql', () => import('highlight.js/lib/languages/sql')],
  ['swift', () => import('highlight.js/lib/languages/swift')],
  ['typescript ts tsx mts cts', () => import('highlight.js/lib/languages/typescript')],
  ['xml html svg xhtml vue', () => import('highlight.js/lib/languages/xml')],
  ['yaml yml', () => import('highlight.js/lib/languages/yaml')],
];

/** Which colour each of highlight.js's scopes has; the part before the first dot counts. */
const colors = new Map(
  (
    [
      ['keyword', 'keyword built_in literal selector-tag name tag section'],
      ['string', 'string regexp link char addition'],
      ['comment', 'comment quote doctag'],
      ['number', 'number symbol bullet meta deletion'],
      ['title', 'title type class selector-id selector-class'],
      ['attr', 'attr attribute property variable template-variable'],
    ] as const
  ).flatMap(([color, scopes]) => scopes.split(' ').map((scope) => [scope, color] as const)),
);

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .markdown pre *::highlight(llm-code-keyword) {
    color: light-dark(#8a1c7c, #e79bdd);
  }
  .markdown pre *::highlight(llm-code-string) {
    color: light-dark(#2b6323, #a3d68f);
  }
  .markdown pre *::highlight(llm-code-comment) {
    color: light-dark(#5b6572, #a0aab5);
  }
  .markdown pre *::highlight(llm-code-number) {
    color: light-dark(#96421a, #f0b184);
  }
  .markdown pre *::highlight(llm-code-title) {
    color: light-dark(#1b51a8, #9cc3ff);
  }
  .markdown pre *::highlight(llm-code-attr) {
    color: light-dark(#0c6170, #7fd4e3);
  }
`);

/** Longer code stays as it is: finding its colours would take too long at once. In characters. */
const longest = 100_000;

/** A coloured stretch of code. */
export interface ColoredRange {
  /** The name of its highlight. */
  readonly name: string;
  readonly range: StaticRange;
}

/** What came of some code. */
export interface ColoredCode {
  readonly ranges: readonly ColoredRange[];
  /** The first part without colours, where there is one. */
  readonly plain?: Element | undefined;
}

/**
 * Finds the colours of some code and shows them; none for a language that is not known.
 * @param length - How much of it, in characters; its parts are coloured as a whole.
 */
export async function colorCode(code: Element, language: string, length: number): Promise<ColoredCode> {
  const [names, load] = languages.find(([known]) => known.split(' ').includes(language.toLowerCase())) ?? [];
  const all = code.textContent;
  if (names === undefined || load === undefined || all.length > longest) return {ranges: []};
  const {text, plain} = beginning(code, length);
  const [name = ''] = names.split(' ');
  if (!hljs.getLanguage(name)) {
    hljs.registerLanguage(name, (await load()).default);
    await aTask();
    hljs.highlight('', {language: name}); // compiles its rules
    await aTask();
  }
  if (code.textContent !== all) return {ranges: []};
  hljs.configure({__emitter: Stretches});
  const {_emitter: emitter} = hljs.highlight(text, {language: name, ignoreIllegals: true});
  adoptSheet(code, sheet);
  return {ranges: emitter instanceof Stretches ? rangesOf(code, emitter.found) : [], plain};
}

/** What takes long on a slow device is done in tasks of its own: the page goes on in between. */
const aTask = (): Promise<void> => new Promise((done) => setTimeout(done));

/** The text of as many parts as the length takes, and the part behind them. */
function beginning(code: Element, length: number): {text: string; plain: Element | undefined} {
  let text = '';
  for (const part of code.children) {
    if (text.length >= length) return {text, plain: part};
    text += part.textContent;
  }
  return {text, plain: undefined};
}

interface Stretch {
  readonly color: string;
  readonly start: number;
  end: number;
}

/** Takes down where which colour is, instead of the HTML that highlight.js would make. */
class Stretches implements Emitter {
  readonly found: Stretch[] = [];
  readonly #open: (string | undefined)[] = [];
  #length = 0;

  addText(text: string): void {
    const start = this.#length;
    this.#length += text.length;
    const color = this.#open.at(-1);
    const last = this.found.at(-1);
    if (color === undefined || text === '') return;
    if (last?.color === color && last.end === start) last.end = this.#length;
    else this.found.push({color, start, end: this.#length});
  }

  startScope(scope: string): void {
    this.#open.push(colors.get(scope.split('.')[0] ?? '') ?? this.#open.at(-1));
  }

  endScope(): void {
    this.#open.pop();
  }

  /** What highlight.js calls for a mode; its types name only the one for a word. */
  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(inner: Emitter): void {
    if (!(inner instanceof Stretches)) return;
    for (const {color, start, end} of inner.found) this.found.push({color, start: start + this.#length, end: end + this.#length});
    this.#length += inner.#length;
  }

  finalize(): void {
    this.#open.length = 0;
  }

  toHTML(): string {
    return '';
  }
}

function rangesOf(code: Element, found: readonly Stretch[]): readonly ColoredRange[] {
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  let before = 0;
  const place = (offset: number): {node: Node; offset: number} | undefined => {
    while (node instanceof Text && offset - before > node.length) {
      before += node.length;
      node = walker.nextNode();
    }
    return node ? {node, offset: offset - before} : undefined;
  };
  return found.flatMap(({color, start, end}) => {
    const from = place(start);
    const to = from && place(end);
    if (!to) return [];
    const range = new StaticRange({startContainer: from.node, startOffset: from.offset, endContainer: to.node, endOffset: to.offset});
    const name = `llm-code-${color}`;
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    CSS.highlights.set(name, highlight.add(range));
    return [{name, range}];
  });
}
