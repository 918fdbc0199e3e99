/** client/markdown/slim - stands in for markdown-it's last phase: what is done to all blocks once they are found. */
import type {Env, MarkdownIt, Token} from 'markdown-it';
import {Ruler} from './ruler.ts';
import {Token as SlimToken} from './token.ts';

class StateCore {
  readonly Token = SlimToken;
  readonly md: MarkdownIt;
  readonly env: Env;
  tokens: Token[] = [];

  constructor(_: string, md: MarkdownIt, env: Env) {
    this.md = md;
    this.env = env;
  }
}

export class ParserCore {
  readonly State = StateCore;
  readonly ruler = new Ruler<(state: StateCore) => void>();

  constructor() {
    this.ruler.push('inline', parseInline);
  }

  process(state: StateCore): void {
    for (const rule of this.ruler.getRules('')) rule(state);
  }
}

function parseInline(state: StateCore): void {
  state.tokens = state.tokens.filter(({type}) => type !== 'reference_definition');
  for (const {type, content, children} of state.tokens) {
    if (type !== 'inline' || !children) continue;
    state.md.inline.parse(content, state.md, state.env, children);
    joinSpecial(children);
  }
}

/** What was escaped is text like any other from here on. */
function joinSpecial(tokens: Token[]): void {
  for (const token of tokens) {
    if (token.type === 'text_special') token.type = 'text';
    if (token.children) joinSpecial(token.children);
  }
  joinTexts(tokens);
}

/** Texts side by side become one, in place. */
function joinTexts(tokens: Token[]): void {
  let kept = 0;
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token.type === 'text' && next?.type === 'text') next.content = token.content + next.content;
    else tokens[kept++] = token;
  });
  tokens.length = kept;
}

/** The same for one run of inline text, where marks that became elements have changed how deep the rest stands. */
export function fragments_join({tokens}: {readonly tokens: Token[]}): void {
  let level = 0;
  for (const token of tokens) {
    if (token.nesting < 0) level -= 1;
    token.level = level;
    if (token.nesting > 0) level += 1;
  }
  joinTexts(tokens);
}
