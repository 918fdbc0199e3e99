/** client/elements - whether a page has `llm-window` already, or will have: asked before anything else is loaded. */
import {version} from '../version.ts';

/** Where a copy that is on its way leaves its version. A symbol, so that the page has no name more. */
const claim = Symbol.for('llm-window');

type Registry = Pick<CustomElementRegistry, 'get'> & {[claim]?: string | undefined};

/** Another version that was there first stays, with one warning that names both. */
export function isPresent(registry: Registry = customElements): boolean {
  const present = registry.get('llm-window');
  const other = present ? ('version' in present ? String(present.version) : 'unknown') : registry[claim];
  if (other === undefined) return false;
  if (other !== version) console.warn(`llm-window ${version} was loaded, but this page uses version ${other} already and keeps it.`);
  return true;
}

/** Says that this copy is on its way, or, with `false`, that it could not be loaded. */
export function claimWindow(isComing: boolean, registry: Registry = customElements): void {
  registry[claim] = isComing ? version : undefined;
}
