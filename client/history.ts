/** client - earlier conversations, for windows that keep them: fetched where a page wants that. */
export {LlmHistory} from './elements/llm-history.ts';
export {ConversationArchive} from './store/conversation-archive.ts';
