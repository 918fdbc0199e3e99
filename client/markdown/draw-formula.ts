/** client/markdown - draws formulas: as their source until what sets them is there, which is fetched when the first one is drawn. */
import {type Token} from 'markdown-it';
import {type Attribute, type DomPatcher} from './dom-patcher.ts';

type Typeset = (tex: string, isDisplay: boolean) => Element | undefined;

let typeset: Typeset | undefined;
let loading: Promise<void> | undefined;

/** Draws a `math` or `math_block` token; one that is hidden is still being written, one without content was never closed. */
export function drawFormula(patcher: DomPatcher, {type, content, info, markup, hidden}: Token): void {
  if (content === '' && !hidden) {
    patcher.open('p');
    patcher.text(markup);
    patcher.close();
    return;
  }
  const isDisplay = info === 'display';
  const attributes: Attribute[] = [['class', isDisplay ? 'math display' : 'math'], ['data-tex', content]];
  if (isDisplay) attributes.push(['tabindex', '0']); // it may be wider than the answer, and scrolls then
  patcher.filled(type === 'math_block' ? 'div' : 'span', attributes, (element) => {
    if (!hidden) fill(element, {tex: content, isDisplay, source: markup});
  });
}

function fill(element: Element, formula: {readonly tex: string; readonly isDisplay: boolean; readonly source: string}): void {
  const {tex, isDisplay, source} = formula;
  const node = typeset?.(tex, isDisplay);
  element.replaceChildren(node ?? source);
  if (typeset) return;
  void loadTypesetting().then(() => {
    if (typeset) fill(element, formula);
  });
}

/** Fetches what sets formulas; a failed fetch is tried again by the next formula. */
export function loadTypesetting(): Promise<void> {
  loading ??= import('./extras/typeset-math.ts').then(
    (module) => {
      typeset = module.typesetMath;
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}
