/**
 * client - all that an answer needs and an unasked window does not, as one module: what follows a run, the elements that draw it,
 * and the Markdown renderer. Fetched and warmed up while the first question is out.
 */
// What is alike stands together: in this order the script is half a kilobyte smaller, compressed.
export {IncrementalMarkdown, warmUp} from './markdown/incremental-markdown.ts';
export {defineResultElements} from './elements/result-elements.ts';
export {startRun} from './store/start-run.ts';
export {reduceSession} from '../shared/reduce-session.ts';
export {defineHistory, keepConversation} from './elements/keep-history.ts';
