/** client/markdown/slim - stands in for markdown-it's `StateInline`: how far inline text was read, and what came of it. */
import type {Delimiter, Env, MarkdownIt} from 'markdown-it';
import {isPunctuation, isWhiteSpace} from './characters.ts';
import {Token} from './token.ts';

export class StateInline {
  readonly src: string;
  readonly md: MarkdownIt;
  readonly env: Env;
  readonly tokens: Token[];
  readonly tokens_meta: ({delimiters: Delimiter[]} | undefined)[];
  readonly Token = Token;
  pos = 0;
  posMax: number;
  level = 0;
  linkLevel = 0;
  pending = '';
  pendingLevel = 0;
  /** Where a bracket's text goes on, by where it begins. */
  readonly cache: Record<number, number> = {};
  backticks: Record<number, number> = {};
  backticksScanned = false;
  delimiters: Delimiter[] = [];
  readonly #outer: Delimiter[][] = [];

  constructor(src: string, md: MarkdownIt, env: Env, tokens: Token[]) {
    this.src = src;
    this.md = md;
    this.env = env;
    this.tokens = tokens;
    this.tokens_meta = Array<undefined>(tokens.length);
    this.posMax = src.length;
  }

  pushPending(): void {
    const token = new Token('text', '', 0);
    token.content = this.pending;
    token.level = this.pendingLevel;
    this.tokens.push(token);
    this.pending = '';
  }

  push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    if (this.pending !== '') this.pushPending();
    const token = new Token(type, tag, nesting);
    if (nesting < 0) {
      this.level -= 1;
      this.delimiters = this.#outer.pop() ?? [];
    }
    token.level = this.level;
    if (nesting > 0) {
      this.level += 1;
      this.#outer.push(this.delimiters);
      this.delimiters = [];
    }
    this.tokens.push(token);
    this.tokens_meta.push(nesting > 0 ? {delimiters: this.delimiters} : undefined);
    this.pendingLevel = this.level;
    return token;
  }

  /** How many of the same marks stand at `start`, and whether they may open or close something. */
  scanDelims(start: number, canSplitWord: boolean): {readonly can_open: boolean; readonly can_close: boolean; readonly length: number} {
    const {src, posMax} = this;
    let end = start;
    while (end < posMax && src[end] === src[start]) end += 1;
    const before = Array.from(src.slice(Math.max(0, start - 2), start).toWellFormed()).at(-1) ?? ' ';
    const after = end < posMax ? (Array.from(src.slice(end, end + 2).toWellFormed())[0] ?? ' ') : ' ';
    const [blankBefore, blankAfter] = [isWhiteSpace(before), isWhiteSpace(after)];
    const [markBefore, markAfter] = [isPunctuation(before), isPunctuation(after)];
    const opens = !blankAfter && (!markAfter || blankBefore || markBefore);
    const closes = !blankBefore && (!markBefore || blankAfter || markAfter);
    return {can_open: opens && (canSplitWord || !closes || markBefore), can_close: closes && (canSplitWord || !opens || markAfter), length: end - start};
  }
}
