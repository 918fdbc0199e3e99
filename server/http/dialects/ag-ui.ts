/**
 * server/http - a session as AG-UI 1.0 events: stages are steps, each model's answer and the synthesis a message; what has no event there is `CUSTOM` with our
 * own event as its value.
 * @see https://docs.ag-ui.com/concepts/events
 */
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SessionEvent, SessionFrame} from '../../../shared/session-event.ts';
import {emptySession} from '../../../shared/session-state.ts';
import {failureOf} from './failure-of.ts';
import {dataFrame, type Rendering} from './rendering.ts';

type AgEvent = Readonly<Record<string, unknown>> & {readonly type: string};

/** What a client calls the conversation and this run of it. */
export interface AgRun {
  readonly threadId: string;
  readonly runId: string;
}

/** @param run - Told back in the first and the last event. */
export function agUiStream(run: AgRun): Rendering {
  /** Open messages and reasonings, by what they are the text of. */
  const open = new Map<string, string>();
  let count = 0;
  let state = emptySession;

  const begin = (of: string): AgEvent[] => {
    if (open.has(of)) return [];
    const messageId = `${run.runId}:${++count}`;
    open.set(of, messageId);
    return of.startsWith('reasoning ')
      ? [{type: 'REASONING_START', messageId}, {type: 'REASONING_MESSAGE_START', messageId, role: 'reasoning'}]
      : [{type: 'TEXT_MESSAGE_START', messageId, role: 'assistant', name: of}];
  };
  const end = (of: string): AgEvent[] => {
    const messageId = open.get(of);
    open.delete(of);
    if (messageId === undefined) return [];
    return of.startsWith('reasoning ') ? [{type: 'REASONING_MESSAGE_END', messageId}, {type: 'REASONING_END', messageId}] : [{type: 'TEXT_MESSAGE_END', messageId}];
  };
  const write = (of: string, delta: string): AgEvent[] => {
    if (delta === '') return [];
    const started = begin(of);
    return [...started, {type: of.startsWith('reasoning ') ? 'REASONING_MESSAGE_CONTENT' : 'TEXT_MESSAGE_CONTENT', messageId: open.get(of), delta}];
  };
  const custom = (event: SessionEvent): AgEvent[] => [{type: 'CUSTOM', name: event.type, value: event}];

  function events(event: SessionEvent): AgEvent[] {
    switch (event.type) {
      case 'session-start':
        return [{type: 'RUN_STARTED', ...run}, ...custom(event)];
      case 'analysis-start':
      case 'search-start':
      case 'enrichment-start':
        return [{type: 'STEP_STARTED', stepName: event.type.slice(0, -'-start'.length)}, ...custom(event)];
      case 'analysis-end':
      case 'search-end':
      case 'enrichment-end':
        return [...custom(event), {type: 'STEP_FINISHED', stepName: event.type.slice(0, -'-end'.length)}];
      case 'answer-reasoning-delta':
        return write(`reasoning ${event.model}`, event.text);
      case 'answer-delta':
        return [...end(`reasoning ${event.model}`), ...write(event.model, event.text)];
      case 'synthesis-delta':
        return write('synthesis', event.text);
      case 'answer-reset':
      case 'answer-end':
      case 'answer-error':
        return [...end(`reasoning ${event.model}`), ...end(event.model), ...custom(event)];
      case 'synthesis-reset':
      case 'synthesis-end':
      case 'synthesis-error':
        return [...end('synthesis'), ...custom(event)];
      case 'session-end':
        if (event.outcome === 'failed') return [{type: 'RUN_ERROR', message: failureOf(state), ...(event.code !== undefined && {code: event.code})}];
        return [{type: 'RUN_FINISHED', ...run, outcome: {type: event.outcome === 'done' ? 'success' : 'cancelled'}}];
      default:
        return custom(event);
    }
  }
  return ({from: _, ...event}: SessionFrame) => {
    state = reduceSession(state, event);
    return events(event).map((told) => dataFrame({...told, timestamp: Date.now()})).join('');
  };
}
