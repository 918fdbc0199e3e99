/** client/markdown/slim - stands in for markdown-it's rules for links, images and addresses in angle brackets. */
import type {StateInline, Token} from 'markdown-it';

/** Where a link or an image leads, and where it ends. */
interface Target {
  readonly href: string;
  readonly title: string;
  /** That of its definition, where the address does not stand with it. */
  readonly label: string;
  readonly textEnd: number;
  readonly end: number;
}

/** @param start - Where its text begins, behind the bracket. */
function targetAt(state: StateInline, start: number, isImage: boolean): Target | undefined {
  const {src, posMax, md} = state;
  const {parseLinkDestination, parseLinkLabel, parseLinkTitle} = md.helpers;
  const textEnd = parseLinkLabel(state, start - 1, !isImage);
  if (textEnd < 0) return undefined;
  const skipBlank = (from: number): number => {
    let at = from;
    while (at < posMax && /[ \t\n]/.test(src.charAt(at))) at += 1;
    return at;
  };

  let pos = textEnd + 1;
  if (pos < posMax && src[pos] === '(') {
    let [href, title] = ['', ''];
    pos = skipBlank(pos + 1);
    if (pos >= posMax) return undefined;
    const destination = parseLinkDestination(src, pos, posMax);
    if (destination.ok) {
      const address = md.normalizeLink(destination.str);
      if (md.validateLink(address)) {
        href = address;
        pos = destination.pos;
      }
      const destinationEnd = pos;
      pos = skipBlank(pos);
      const found = parseLinkTitle(src, pos, posMax);
      if (pos < posMax && pos !== destinationEnd && found.ok) {
        title = found.str;
        pos = skipBlank(found.pos);
      }
    }
    if (pos < posMax && src[pos] === ')') return {href, title, label: '', textEnd, end: pos + 1};
    if (isImage) return undefined;
    pos += 1;
  }

  const labelEnd = pos < posMax && src[pos] === '[' ? parseLinkLabel(state, pos) : -1;
  const label = md.utils.normalizeReference((labelEnd < 0 ? '' : src.slice(pos + 1, labelEnd)) || src.slice(start, textEnd));
  const reference = state.env.references?.[label];
  return reference && {...reference, label, textEnd, end: (labelEnd < 0 ? textEnd : labelEnd) + 1};
}

function describe(token: Token, name: 'href' | 'src', {href, title, label}: Target): void {
  token.attrs = [[name, href], ...(name === 'src' ? ([['alt', '']] as [string, string][]) : []), ...(title === '' ? [] : ([['title', title]] as [string, string][]))];
  if (label !== '') token.meta = {label};
}

export function link(state: StateInline, silent: boolean): boolean {
  const {src, pos, posMax} = state;
  const target = src[pos] === '[' ? targetAt(state, pos + 1, false) : undefined;
  if (!target) return false;
  if (!silent) {
    state.pos = pos + 1;
    state.posMax = target.textEnd;
    describe(state.push('link_open', 'a', 1), 'href', target);
    state.linkLevel += 1;
    state.md.inline.tokenize(state);
    state.linkLevel -= 1;
    state.push('link_close', 'a', -1);
  }
  state.pos = target.end;
  state.posMax = posMax;
  return true;
}

export function image(state: StateInline, silent: boolean): boolean {
  const {src, pos, md, env} = state;
  const target = src[pos] === '!' && src[pos + 1] === '[' ? targetAt(state, pos + 2, true) : undefined;
  if (!target) return false;
  if (!silent) {
    const token = state.push('image', 'img', 0);
    describe(token, 'src', target);
    token.content = src.slice(pos + 2, target.textEnd);
    token.children = [];
    md.inline.parse(token.content, md, env, token.children);
  }
  state.pos = target.end;
  return true;
}

const bracketed = /<([^<>]*)>/y;
const withScheme = /^[a-z][a-z\d+.-]{1,31}:[^<>\0-\x20]*$/i;
const mailbox = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

export function autolink(state: StateInline, silent: boolean): boolean {
  bracketed.lastIndex = state.pos;
  const address = bracketed.exec(state.src)?.[1] ?? '';
  if (bracketed.lastIndex > state.posMax) return false;
  const {md} = state;
  const whole = withScheme.test(address) ? address : mailbox.test(address) ? `mailto:${address}` : '';
  const href = md.normalizeLink(whole);
  if (href === '' || !md.validateLink(href)) return false;
  if (!silent) {
    Object.assign(state.push('link_open', 'a', 1), {attrs: [['href', href]], markup: 'autolink', info: 'auto'});
    state.push('text', '', 0).content = md.normalizeLinkText(address);
    Object.assign(state.push('link_close', 'a', -1), {markup: 'autolink', info: 'auto'});
  }
  state.pos += address.length + 2;
  return true;
}
