/**
 * server/http - a session as OpenAI's chat completion, with `citations`, `search_results`, `related_questions` and `usage` where Perplexity's Sonar puts them.
 * What a client finds there: the synthesis where several models were asked, else the one answer.
 */
import type {SessionState} from '../../../shared/session-state.ts';
import {absoluteUrl} from '../base-of.ts';
import {failureOf} from './failure-of.ts';
import {followMainText, mainWriting} from './main-text.ts';
import {dataFrame, type Rendering} from './rendering.ts';

/** What every object of one completion has in common. */
export interface CompletionFacts {
  /** The session's `ref`. */
  readonly ref: string;
  /** The model's name, as the client said it. */
  readonly model: string;
  /** Where this server is: corpus sources are addresses of it. */
  readonly base: string;
  /** Whether the client wants related questions. */
  readonly related: boolean;
  /** Whether it asked for `stream_options.include_usage`. */
  readonly includeUsage: boolean;
}

const head = ({ref, model}: CompletionFacts, object: string, state: SessionState) => ({
  id: `chatcmpl-${ref}`,
  object,
  created: Math.floor((Date.parse(state.startedAt) || Date.now()) / 1_000),
  model,
});

/** The whole completion of a session that has ended. */
export function chatCompletion(facts: CompletionFacts, state: SessionState) {
  const message = {role: 'assistant', content: mainWriting(state)?.text ?? ''};
  return {...head(facts, 'chat.completion', state), choices: [{index: 0, message, logprobs: null, finish_reason: finishReason(state)}], usage: usageOf(state), ...evidence(facts, state)};
}

/** The same as a stream of chunks, ended by `[DONE]`. */
export function chatCompletionStream(facts: CompletionFacts): Rendering {
  const step = followMainText();
  const chunk = (state: SessionState, delta: object, finish: string | null, more: object = {}) =>
    dataFrame({...head(facts, 'chat.completion.chunk', state), choices: [{index: 0, delta, logprobs: null, finish_reason: finish}], ...more});
  return (frame) => {
    const {text, state} = step(frame);
    const content = text === '' ? '' : chunk(state, {content: text}, null);
    switch (frame.type) {
      case 'session-start':
        return chunk(state, {role: 'assistant', content: ''}, null) + content;
      case 'enrichment-end':
        return content + chunk(state, {}, null, evidence(facts, state));
      case 'session-end': {
        if (frame.outcome === 'failed') return `${content}${dataFrame(completionError(frame.code ?? 'failed', failureOf(state), 'server_error'))}data: [DONE]\n\n`;
        const usage = {usage: usageOf(state)};
        const last = chunk(state, {}, finishReason(state), {...(!facts.includeUsage && usage), ...evidence(facts, state)});
        const count = facts.includeUsage ? dataFrame({...head(facts, 'chat.completion.chunk', state), choices: [], ...usage}) : '';
        return `${content}${last}${count}data: [DONE]\n\n`;
      }
      default:
        return content;
    }
  };
}

/** An error as OpenAI says it. */
export const completionError = (code: string, message: string, type: string) => ({error: {message, type, param: null, code}});

function finishReason(state: SessionState): string {
  const reason = mainWriting(state)?.finishReason;
  return reason === 'length' || reason === 'content-filter' ? reason.replace('-', '_') : 'stop';
}

/** All that was spent: several models answer one question here. */
function usageOf({answers, synthesis, queries}: SessionState) {
  const all = [...answers, ...(synthesis ? [synthesis] : [])].map(({usage}) => usage ?? {});
  const sum = (key: 'promptTokens' | 'completionTokens') => all.reduce((total, usage) => total + (usage[key] ?? 0), 0);
  const [prompt, completion] = [sum('promptTokens'), sum('completionTokens')];
  const cost = all.reduce((total, usage) => total + (usage.cost ?? 0), 0);
  return {prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion, num_search_queries: queries.length, ...(cost > 0 && {cost: {total_cost: cost}})};
}

/** Sonar's places: `[n]` in the text is the n-th of both lists, so sources stand there by number. */
function evidence({base, related}: CompletionFacts, {sources, pages, relatedQuestions}: SessionState) {
  const urlOf = (url: string) => absoluteUrl(base, url);
  return {
    citations: sources.map(({url}) => urlOf(url)),
    search_results: sources.map(({id, url, title, age}) => ({title, url: urlOf(url), snippet: pages.find(({hit}) => hit.id === id)?.hit.snippet ?? '', date: age ?? null, last_updated: null, source: 'web'})),
    ...(related && relatedQuestions.length > 0 && {related_questions: relatedQuestions}),
  };
}
