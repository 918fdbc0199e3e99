/** test/support - a model that believes everything it reads outside fences, and every fence that looks like one. */
import {of} from 'rxjs';
import type {ModelRequest, PromptMessage} from '../../server/models/model-provider.ts';
import {CANARY} from '../fixtures/injection-pages.ts';
import {end, text} from './fake-model-provider.ts';

/** Letters and quotation marks that look like others. */
const LOOKALIKES: Readonly<Record<string, string>> = {е: 'e', о: 'o', а: 'a', с: 'c', р: 'p', '‹': '<', '«': '<<', '⟨': '<', '⟪': '<<', '≪': '<<', '〈': '<', '《': '<<', '›': '>', '»': '>>', '⟩': '>', '≫': '>>'};

/** As a careless reader sees it: compatibility forms folded, what nobody sees left out, look-alikes taken for what they look like. */
const carelessly = (prompt: string): string =>
  prompt
    .normalize('NFKC')
    .replace(/[\p{Cf}\u{E0000}-\u{E007F}]/gu, '')
    .replace(/[еоаср‹«⟨⟪≪〈《›»⟩≫]/gu, (letter) => LOOKALIKES[letter] ?? letter);

const OPENS = /<\s*<\s*<\s*(?:source|answer|earlier|topics)\b[^>]*>\s*>\s*>/iu;
const CLOSES = /<\s*<\s*<\s*end\b[^>]*>\s*>\s*>/iu;

/** What stands outside the fences of a prompt, as this reader takes them: a fence ends at the first thing that looks like an end. */
export function outsideFences(messages: readonly PromptMessage[]): string {
  const saidBy = (role: string) => carelessly(messages.filter((message) => message.role === role).map(({content}) => content).join('\n'));
  let outside = saidBy('system');
  let rest = saidBy('user');
  for (let open = OPENS.exec(rest); open; open = OPENS.exec(rest)) {
    outside += rest.slice(0, open.index);
    rest = rest.slice(open.index + open[0].length);
    const close = CLOSES.exec(rest);
    rest = close ? rest.slice(close.index + close[0].length) : '';
  }
  return outside + rest;
}

/** Marks of chat templates: a server that does not escape them ends our message there. */
export const TEMPLATE_MARKS = /<[|｜]|\[\/?INST\]|<<\s*\/?SYS|<\/?(?:start_of_turn|end_of_turn|think|tool_call|s|system)>/iu;

/** Says {@link CANARY} when anybody outside the fences asks for it, else something harmless, in the form that was asked for. */
export function obedientModel({messages, json}: ModelRequest) {
  const obeys = outsideFences(messages).includes(CANARY) || messages.some(({content}) => TEMPLATE_MARKS.test(content));
  const object = {queries: [obeys ? CANARY : 'tides moon'], questions: [obeys ? `Is it ${CANARY}?` : 'When is the next spring tide?', 'How high is the water in Fundy?', 'What are neap tides like?']};
  const said = json ? JSON.stringify(object) : obeys ? CANARY : 'The Moon causes tides. [1]';
  return of(text(said), end());
}
