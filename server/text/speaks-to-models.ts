/** server/text - whether a text gives orders to a language model rather than telling readers something. */

const ENGLISH = String.raw`(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,4}(?:instructions?|prompts?|rules|guidelines|context|above)|system[\s-]+prompt(?!s)|(?:new|updated|secret|hidden|real)\s+instructions?|you\s+are\s+now\s|you\s+must\s+(?:now\s+)?(?:answer|reply|respond|say|output|print|obey|ignore|include|write|end|begin|cite|recommend|tell)|(?:reply|respond|answer)\s+(?:only\s+|exactly\s+)?with\s|(?:as|attention|note to|dear|hey|to)\s+(?:an?\s+|the\s+|any\s+|all\s+)?(?:ai|llm|language)\s*(?:assistants?|models?|agents?)?\s*[,:]|do\s+anything\s+now|jailbreak|end\s+of\s+(?:the\s+)?(?:sources?|documents?|context|page)s?\b.{0,20}[:.]?\s*(?:now|system|new)|(?:instructions?|message)\s+(?:to|for)\s+(?:the\s+)?(?:ai|llm|assistant|model)s?`;
const OTHERS = String.raw`(?:ignoriere|vergiss|missachte)\w*\s+(?:\p{L}+\s+){0,4}(?:anweisung\p{L}*|regeln|anleitung\p{L}*)|(?:ignore[zr]?|oublie[zr]?)\s+(?:\p{L}+\s+){0,4}(?:instructions|consignes)|(?:ignora|olvida)\p{L}*\s+(?:\p{L}+\s+){0,4}instrucciones|(?:ignora|dimentica)\p{L}*\s+(?:\p{L}+\s+){0,4}istruzioni|игнорируй\p{L}*\s|забудь\p{L}*\s+(?:\p{L}+\s+){0,3}инструкци`;
const UNSPACED = '忽略.{0,10}(?:指令|指示|提示)|無視.{0,6}|(?:指示|命令).{0,6}無視|이전\\s*지시';
const TEMPLATES = String.raw`<\|?\s*(?:im_start|im_end|system|endoftext)|<[|｜]|<\/?(?:start_of_turn|end_of_turn|tool_call)>|(?:[<‹«⟨≪]\s*){3}|(?:[<‹«⟨≪]\s*){2}end\b|\[/?INST\]|<<\s*/?SYS|^\s*(?:system|assistant|developer|human)\s*:|###\s*(?:instruction|system|response)`;

const ORDERS = new RegExp([`(?<!\\p{L})(?:${ENGLISH}|${OTHERS})`, UNSPACED, TEMPLATES].join('|'), 'imu');
/** Text that only models see: tags that are no flag's, and text that is turned around. */
const HIDDEN = /[\u202D\u202E]|(?<![\u{1F3F4}\u{E0000}-\u{E007F}])[\u{E0000}-\u{E007F}]/u;
/** What nobody sees may stand between two letters. */
const UNSEEN = /[\p{Cf}\u{E0000}-\u{E007F}]/gu;

/**
 * Tells by the phrases that such orders mostly have; a guard besides fences, not instead of them: what it does not know passes.
 * @param text - A sentence or a heading.
 */
export const speaksToModels = (text: string): boolean => HIDDEN.test(text) || ORDERS.test(text.normalize('NFKC').replace(UNSEEN, ''));
