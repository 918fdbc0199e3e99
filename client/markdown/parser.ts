/**
 * client/markdown - the one file that sets up markdown-it, and runs its two phases apart: blocks for all of the open text,
 * inline markup only for what is drawn.
 */
import MarkdownIt, {type Env, type Token} from 'markdown-it';
import {citationRule} from './citation-rule.ts';
import {footnoteRule, noteRule} from './footnote-rules.ts';
import {bareLinkRule, taskRule} from './gfm-rules.ts';
import {mathBlockRule, mathRule} from './math-rules.ts';

/**
 * Link definitions by normalised label. Labels are upper case, so none meets a member of `Object.prototype`.
 */
export type References = NonNullable<Env['references']>;

/** A text's blocks, and all definitions known with it. */
export interface ParsedBlocks {
  readonly tokens: Token[];
  readonly references: References;
}

const markdown = new MarkdownIt({html: false});
markdown.inline.ruler.before('link', 'citation', citationRule);
markdown.inline.ruler.before('link', 'footnote', footnoteRule);
markdown.block.ruler.before('reference', 'note', noteRule, {alt: ['paragraph', 'reference', 'blockquote']});
markdown.inline.ruler.before('escape', 'math', mathRule);
markdown.block.ruler.before('reference', 'math_block', mathBlockRule, {alt: ['paragraph', 'reference', 'blockquote']});
markdown.core.ruler.push('bare_link', bareLinkRule);
markdown.core.ruler.push('task', taskRule);
markdown.core.ruler.disable(['normalize', 'block']); // the input is normal already, and blocks are parsed on their own

/**
 * The block phase. `inline` tokens have their text in `content` and no children yet.
 * @param known - Definitions from earlier text; they win over new ones of the same label.
 */
export function parseBlocks(source: string, known: References): ParsedBlocks {
  const references = {...known};
  const tokens: Token[] = [];
  markdown.block.parse(source, markdown, {references}, tokens);
  return {tokens, references};
}

/** The inline phase for tokens of the block phase; may be run again on the same tokens with other definitions. */
export function parseInlines(tokens: readonly Token[], references: References): Token[] {
  for (const token of tokens) if (token.type === 'inline') token.children = [];
  const state = new markdown.core.State('', markdown, {references});
  state.tokens = [...tokens];
  markdown.core.process(state);
  return state.tokens;
}

/** A label as definitions are looked up: case and runs of white space do not count. */
export function normalizeLabel(label: string): string {
  return markdown.utils.normalizeReference(label);
}

/** The language that a fence's info string names, or an empty string. */
export function fenceLanguage(info: string): string {
  return markdown.utils.unescapeAll(info).trim().split(/\s+/)[0] ?? '';
}
