/** client - the entry: one script tag, and `<llm-window>` works. */
import {defineElements} from './elements/define-elements.ts';

export {type AnsweredDetail, AnsweredEvent, type AnsweredText} from './events/answered-event.ts';
export {type AskDetail, AskEvent} from './events/ask-event.ts';
export {type CitationDetail, CitationEvent} from './events/citation-event.ts';
export {type FailedDetail, FailedEvent} from './events/failed-event.ts';
export {LlmWindow} from './elements/llm-window.ts';
export type {GetToken} from './store/api.ts';

defineElements();
