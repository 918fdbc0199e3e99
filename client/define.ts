/** client - what a bundler imports for its effect: `<llm-window>` is defined, unless the page has it already. */
import {defineElements} from './elements/define-elements.ts';

defineElements();
