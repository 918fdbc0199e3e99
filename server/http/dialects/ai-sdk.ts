/**
 * server/http - a session as AI SDK UI message stream, protocol v1: one assistant message with a text part for each model and one for the synthesis.
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SessionEvent, SessionFrame} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';
import type {Citation, Source} from '../../../shared/source.ts';
import {absoluteUrl} from '../base-of.ts';
import {failureOf} from './failure-of.ts';
import {dataFrame, type Rendering} from './rendering.ts';

/** The header that tells a client which protocol this is. */
export const aiSdkHeaders = {'x-vercel-ai-ui-message-stream': 'v1', 'X-Accel-Buffering': 'no'};

type Chunk = Readonly<Record<string, unknown>> & {readonly type: string};

/**
 * @param ref - Names the message.
 * @param base - Where this server is: corpus sources are addresses of it.
 */
export function aiSdkStream(ref: string, base: string): Rendering {
  let state = emptySession;
  /** Open parts, by what they are the text of; a text that begins again is a part of its own. */
  const open = new Map<string, string>();
  const begun = new Map<string, number>();

  const start = (kind: 'text' | 'reasoning', of: string): Chunk[] => {
    if (open.has(`${kind} ${of}`)) return [];
    const times = (begun.get(`${kind} ${of}`) ?? 0) + 1;
    begun.set(`${kind} ${of}`, times);
    const id = `${kind}:${of}${times > 1 ? `:${times}` : ''}`;
    open.set(`${kind} ${of}`, id);
    return [{type: `${kind}-start`, id, providerMetadata: {'llm-window': {of}}}];
  };
  const end = (kind: 'text' | 'reasoning', of: string, more: object = {}): Chunk[] => {
    const id = open.get(`${kind} ${of}`);
    open.delete(`${kind} ${of}`);
    return id === undefined ? [] : [{type: `${kind}-end`, id, ...more}];
  };
  const data = (name: string, id: string, value: unknown): Chunk[] => [{type: `data-${name}`, id, data: value}];
  const write = (kind: 'text' | 'reasoning', of: string, delta: string): Chunk[] => [...start(kind, of), {type: `${kind}-delta`, id: open.get(`${kind} ${of}`), delta}];
  const withdraw = (of: string, reason: string): Chunk[] => [...end('reasoning', of), ...end('text', of, {providerMetadata: {'llm-window': {of, withdrawn: reason}}})];

  function chunks(event: SessionEvent): Chunk[] {
    switch (event.type) {
      case 'session-start':
        return [{type: 'start', messageId: ref, messageMetadata: {question: event.question, models: event.models, startedAt: event.startedAt}}, {type: 'start-step'}];
      case 'search-result':
        return [{type: 'source-url', sourceId: event.hit.id, url: absoluteUrl(base, event.hit.url), title: event.hit.title}];
      case 'enrichment-end':
        return [...data('stage', 'enrichment', {status: 'done', ms: event.ms}), ...data('sources', 'sources', event.sources)];
      case 'answer-reasoning-delta':
        return write('reasoning', event.model, event.text);
      case 'answer-delta':
        return [...end('reasoning', event.model), ...write('text', event.model, event.text)];
      case 'synthesis-delta':
        return write('text', 'synthesis', event.text);
      case 'answer-reset':
        return withdraw(event.model, event.reason);
      case 'synthesis-reset':
        return withdraw('synthesis', event.reason);
      case 'answer-end':
      case 'synthesis-end': {
        const of = event.type === 'answer-end' ? event.model : 'synthesis';
        const {citations, ...rest} = event;
        return [...end('reasoning', of), ...end('text', of, {citations: toCitations(citations, state.sources, base)}), ...data('answer', of, {status: 'done', ...rest})];
      }
      case 'answer-error':
      case 'synthesis-error': {
        const of = event.type === 'answer-error' ? event.model : 'synthesis';
        return [...end('reasoning', of), ...end('text', of), ...data('answer', of, {status: 'failed', ...event})];
      }
      case 'related-questions':
        return data('related-questions', 'related-questions', event.questions);
      case 'session-warning':
        return data('warning', event.code, {message: event.message});
      case 'session-end':
        return ending(event, failureOf(state));
      default: {
        const [, stage, step] = /^(analysis|search|enrichment)-(start|end)$/.exec(event.type) ?? [];
        return stage === undefined ? [] : data('stage', stage, {status: step === 'start' ? 'running' : 'done', ...('ms' in event && {ms: event.ms})});
      }
    }
  }

  return ({from: _, ...frame}: SessionFrame) => {
    const event = frame as SessionEvent;
    state = reduceSession(state, event);
    return chunks(event).map(dataFrame).join('') + (event.type === 'session-end' ? 'data: [DONE]\n\n' : '');
  };
}

function ending({outcome, code, ms}: Extract<SessionEvent, {type: 'session-end'}>, failure: string): Chunk[] {
  if (outcome === 'stopped') return [{type: 'abort', reason: code ?? 'stopped'}];
  if (outcome === 'failed') return [{type: 'error', errorText: failure}, {type: 'finish-step'}, {type: 'finish', finishReason: 'error'}];
  return [{type: 'finish-step'}, {type: 'finish', finishReason: 'stop', messageMetadata: {ms}}];
}

const toCitations = (citations: readonly Citation[], sources: readonly Source[], base: string) =>
  citations.flatMap(({n, start, end, quote}) => {
    const source = sources.find((one) => one.n === n);
    if (!source) return [];
    const {id, url, title} = source;
    return [{source: {type: 'source', sourceType: 'url', id, url: absoluteUrl(base, url), title}, startIndex: start, endIndex: end, ...(quote !== undefined && {citedText: quote})}];
  });
