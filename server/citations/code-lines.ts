/** server/citations - follows Markdown line by line and tells which lines are code: in a fence, or indented by four columns. */

/** What a line is. */
export interface LineKind {
  readonly code: boolean;
  /** It does not go on with what the line before it said: spans of the one never reach into the other. */
  readonly breaks: boolean;
}

interface State {
  /** The fence that is open, such as "```". */
  readonly fence: string | undefined;
  readonly inParagraph: boolean;
  /** Columns at which the text of the open list items stands, outermost first. */
  readonly items: readonly number[];
  /** Whether the line before was no text to go on with. */
  readonly fresh: boolean;
}

/** A fence may stand in list items and quotations. A backtick fence has no backtick after it on its line. */
const FENCE_OPENS = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[\s>]+)*(`{3,}(?!.*`)|~{3,})/;
const FENCE_CLOSES = /^[\s>]*(`{3,}|~{3,})\s*$/;
const QUOTE = /^(?: {0,3}> ?)+/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])( +|$)/;
const ENDS_ITSELF = /^ {0,3}(?:#{1,6}(?:\s|$)|(?:[-*_] *){3,}$)/;
/** Lists within lists that are told apart. */
const MAX_DEPTH = 20;

/** A tracker at the beginning of a text. */
export class CodeLines {
  #state: State = {fence: undefined, inParagraph: false, items: [], fresh: true};

  /** What a line is that begins like this. A beginning that may become a fence counts as code. */
  peek(beginning: string): LineKind {
    return next(this.#state, beginning).kind;
  }

  /** Takes the next line, without its line end. */
  take(line: string): LineKind {
    const {kind, state} = next(this.#state, line);
    this.#state = state;
    return kind;
  }
}

function next(state: State, line: string): {kind: LineKind; state: State} {
  if (state.fence !== undefined) {
    const closes = FENCE_CLOSES.exec(line)?.[1]?.startsWith(state.fence) ?? false;
    return {kind: {code: true, breaks: true}, state: closes ? {...state, fence: undefined} : state};
  }
  if (line.trim() === '') return {kind: {code: false, breaks: true}, state: {...state, inParagraph: false, fresh: true}};
  let rest = withoutTabs(line).replace(QUOTE, '');
  const indent = indentOf(rest);
  const items = state.inParagraph ? [...state.items] : state.items.filter((column) => column <= indent);
  if (!state.inParagraph && indent >= (items.at(-1) ?? 0) + 4) return {kind: {code: true, breaks: true}, state: {...state, items, fresh: true}};
  const fence = FENCE_OPENS.exec(line)?.[1];
  if (fence !== undefined) return {kind: {code: true, breaks: true}, state: {fence, inParagraph: false, items, fresh: true}};

  let breaks = state.fresh;
  let column = 0;
  for (let item = ITEM.exec(rest); item && items.length < MAX_DEPTH && !ENDS_ITSELF.test(rest); item = ITEM.exec(rest)) {
    const [whole, before = '', mark = '', after = ''] = item;
    const at = column + before.length;
    while ((items.at(-1) ?? 0) > at) items.pop();
    const text = after.length > 4 ? at + mark.length + 1 : at + whole.length - before.length;
    items.push(Math.max(text, at + mark.length + 1));
    breaks = true;
    // `-     code` is an item that begins with indented code.
    if (after.length > 4 && rest.length > whole.length) return {kind: {code: true, breaks}, state: {fence: undefined, inParagraph: false, items, fresh: true}};
    column += whole.length;
    rest = rest.slice(whole.length);
  }
  const endsItself = ENDS_ITSELF.test(rest);
  return {kind: {code: false, breaks: breaks || endsItself}, state: {fence: undefined, inParagraph: rest !== '' && !endsItself, items, fresh: endsItself}};
}

/** Tabs before the text reach to the next column that four divides. */
function withoutTabs(line: string): string {
  const [lead = ''] = /^[\t >]*/.exec(line) ?? [];
  if (!lead.includes('\t')) return line;
  let spaces = '';
  for (const char of lead) spaces += char === '\t' ? ' '.repeat(4 - (spaces.length % 4)) : char;
  return spaces + line.slice(lead.length);
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
