/** client/elements - which of a page's windows one is: the same after a reload, so that each finds its own run and opens its own links. */

const owners = new Map<string, WeakRef<Element>>();

/** The window's id, or where it stands among those without; one that comes later takes no other's place. */
export function claimPlace(window: Element): string {
  let place = placeOf(window);
  while (isTaken(place, window)) place += '+';
  owners.set(place, new WeakRef(window));
  return place;
}

function isTaken(place: string, window: Element): boolean {
  const owner = owners.get(place)?.deref();
  return owner !== undefined && owner !== window && owner.isConnected;
}

/** Through shadow roots. */
function placeOf(element: Element): string {
  if (element.id !== '') return element.id;
  const root = element.getRootNode() as Document | ShadowRoot;
  const index = [...root.querySelectorAll(element.localName)].indexOf(element);
  return root instanceof ShadowRoot ? `${placeOf(root.host)}/${index}` : String(index);
}
