/** client - what a bundler imports: the classes and types, nothing defined. `llm-window/define` defines the elements. */
export {defineElements} from './elements/define-elements.ts';
export {LlmWindow} from './elements/llm-window.ts';
export {type AnsweredDetail, AnsweredEvent, type AnsweredText} from './events/answered-event.ts';
export {type AskDetail, AskEvent} from './events/ask-event.ts';
export {type CitationDetail, CitationEvent} from './events/citation-event.ts';
export {type FailedDetail, FailedEvent} from './events/failed-event.ts';
export {type FeedbackDetail, FeedbackEvent} from './events/feedback-event.ts';
export type {GetToken, Protocol} from './store/api.ts';
export type {SomeWords, Words} from './words/words.ts';
