/** client/markdown/extras - gives the tree that an element stands in the looks of what was fetched late. */

export function adoptSheet(element: Element, sheet: CSSStyleSheet): void {
  const root = element.getRootNode();
  if ((root instanceof ShadowRoot || root instanceof Document) && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
