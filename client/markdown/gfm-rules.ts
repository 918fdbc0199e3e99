/** client/markdown - two rules of GFM that markdown-it leaves to plugins: task lists, and addresses that stand in the text as they are. */
import type {StateCore, Token} from 'markdown-it';

const task = /^\[([ xX])\](?=\s)/;

/** The text of a list item that begins with `[ ]` or `[x]`: a `task` token stands for that; `info` is `x` when it is done. */
export function taskRule(state: StateCore): void {
  state.tokens.forEach((token, index) => {
    const [first] = token.type === 'inline' ? (token.children ?? []) : [];
    if (first?.type !== 'text' || state.tokens[index - 1]?.type !== 'paragraph_open' || state.tokens[index - 2]?.type !== 'list_item_open') return;
    const mark = task.exec(first.content)?.[1];
    if (mark === undefined) return;
    first.content = first.content.slice(3);
    const box = new state.Token('task', '', 0);
    box.info = mark === ' ' ? '' : 'x';
    token.children?.unshift(box);
  });
}

const bare = /(?<=^|[\s*_~(])(?:https?:\/\/|www\.)[^\s<]+/gi;

/** Addresses without brackets become links, as GFM has it; one that stands in a link already stays text. */
export function bareLinkRule(state: StateCore): void {
  for (const token of state.tokens) if (token.type === 'inline' && token.children) token.children = withLinks(token.children, state);
}

function withLinks(children: readonly Token[], state: StateCore): Token[] {
  let inLink = 0;
  return children.flatMap((token) => {
    inLink += token.type === 'link_open' ? 1 : token.type === 'link_close' ? -1 : 0;
    return token.type === 'text' && inLink === 0 && /:\/\/|www\./i.test(token.content) ? split(token, state) : [token];
  });
}

function split(token: Token, state: StateCore): Token[] {
  const text = (content: string): Token[] => (content === '' ? [] : [Object.assign(new state.Token('text', '', 0), {content, level: token.level})]);
  const parts: Token[] = [];
  let at = 0;
  for (const found of token.content.matchAll(bare)) {
    const address = withoutTail(found[0]);
    if (!/^(?:https?:\/\/|www\.)[^\s.]+(?:\.|:|$)?/i.test(address) || address.length < 8) continue;
    const open = new state.Token('link_open', 'a', 1);
    open.attrSet('href', state.md.normalizeLink(/^www\./i.test(address) ? `http://${address}` : address));
    parts.push(...text(token.content.slice(at, found.index)), open, ...text(address), new state.Token('link_close', 'a', -1));
    at = found.index + address.length;
  }
  return parts.length === 0 ? [token] : [...parts, ...text(token.content.slice(at))];
}

/** Punctuation behind an address is not part of it, nor is a bracket that it does not open. Goes over it once, from its end. */
export function withoutTail(address: string): string {
  let end = address.length;
  let unopened = [...address.matchAll(/[()]/g)].reduce((sum, [bracket]) => sum + (bracket === ')' ? 1 : -1), 0);
  for (;;) {
    const last = address[end - 1] ?? ' ';
    if (last === ';') end = entityStart(address, end);
    else if ('?!.,:*_~\'"'.includes(last)) end -= 1;
    else if (last === ')' && unopened > 0) {
      end -= 1;
      unopened -= 1;
    } else return address.slice(0, end);
  }
}

/** Where the entity begins that ends at `end`, or else its semicolon. */
function entityStart(address: string, end: number): number {
  let at = end - 2;
  while (/[a-z0-9]/i.test(address[at] ?? '')) at -= 1;
  return address[at] === '&' && at < end - 2 ? at : end - 1;
}
