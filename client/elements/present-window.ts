/** client/elements - whether a page has `llm-window` already: asked before anything else is loaded. */
import {version} from '../version.ts';

/** Another version that was there first stays, with one warning that names both. */
export function isPresent(registry: CustomElementRegistry = customElements): boolean {
  const present = registry.get('llm-window');
  if (!present) return false;
  const other = 'version' in present ? String(present.version) : 'unknown';
  if (other !== version) console.warn(`llm-window ${version} was loaded, but this page uses version ${other} already and keeps it.`);
  return true;
}
