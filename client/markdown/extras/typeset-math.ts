/**
 * client/markdown/extras - TeX to MathML nodes. Temml parses; of its tree only elements, attributes and styles that are named here are
 * built, so that no formula can load, link or run anything.
 */
import temml from 'temml';

/** A node of Temml's tree. */
interface MathTree {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly classes?: readonly string[];
  readonly style?: Readonly<Record<string, string>>;
  readonly children?: readonly MathTree[];
}

const namespace = 'http://www.w3.org/1998/Math/MathML';
const elements = new Set(
  'math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none'.split(' '),
);
const attributes = new Set(
  'accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowspacing rspace scriptlevel separator stretchy symmetric voffset width'.split(' '),
);
const styles = new Set('borderBottom borderLeft borderRight borderTop color display padding paddingLeft paddingRight width'.split(' '));

/** Longer formulas stay source: nobody reads them, and setting them could take long. */
const longest = 5_000;

/** Sets a formula; `undefined` when it is none. */
export function typesetMath(tex: string, isDisplay: boolean): Element | undefined {
  if (tex.length > longest) return undefined;
  try {
    const tree = temml.__renderToMathMLTree(tex, {displayMode: isDisplay, throwOnError: true, trust: false, maxExpand: 500, maxSize: [20, 20]}) as MathTree;
    const node = build(tree);
    return node instanceof Element ? node : undefined;
  } catch {
    return undefined;
  }
}

/** What is not allowed is left out, its content stays. */
function build({type, text, attributes: given = {}, classes = [], style = {}, children = []}: MathTree): Node {
  if (text !== undefined && type === undefined) return document.createTextNode(text);
  const isAllowed = type !== undefined && elements.has(type);
  const node = isAllowed ? document.createElementNS(namespace, type) : document.createDocumentFragment();
  if (node instanceof MathMLElement) {
    for (const [name, value] of Object.entries(given)) if (attributes.has(name)) node.setAttribute(name, String(value));
    for (const name of classes) if (name.startsWith('tml-')) node.classList.add(name);
    for (const [name, value] of Object.entries(style)) if (styles.has(name) && !value.includes('(')) Object.assign(node.style, {[name]: value});
  }
  node.append(...children.map(build));
  return node;
}
