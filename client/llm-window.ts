/**
 * client - the script that a page loads: one tag, and `<llm-window>` works. It asks whether the page has the element before it
 * loads anything: a second copy of Lit could not make its Trusted Types policy.
 */
import {claimWindow, isPresent} from './elements/present-window.ts';

if (!isPresent()) {
  claimWindow(true);
  import('./elements/define-elements.ts').then(
    ({defineElements}) => defineElements(),
    (error: unknown) => {
      claimWindow(false);
      const hint = 'Under Trusted Types the page’s policy must say "trusted-types lit-html", with \'allow-duplicates\' where the page runs a Lit of its own.';
      console.error(`llm-window could not be loaded. ${hint}`, error);
    },
  );
}
