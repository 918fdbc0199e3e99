/**
 * server/telemetry - traces, folded from the same events: question → analysis, search, each page, each model, synthesis. Loaded only when tracing is on.
 * A span's name and attributes tell of the service; what readers ask and sessions' ids are not in them.
 */
import {type Context, ROOT_CONTEXT, type Span, SpanStatusCode, trace, type Tracer} from '@opentelemetry/api';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {TraceHeaders} from '../pipeline/trace-headers.ts';

/** Spans of one session that are not over. */
interface OpenTrace {
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly root: Span;
  readonly context: Context;
  readonly spans: Map<string, Span>;
}

/** Traces of sessions, as they run. */
export interface SessionTraces {
  /** Hears every event, by `ref`. */
  readonly onEvent: (ref: string, event: SessionEvent) => void;
  /** Names the span that a call upstream belongs to: its model's, else its stage's, else the question's. */
  readonly headersOf: TraceHeaders;
}

export function traceSessions(tracer: Tracer): SessionTraces {
  const traces = new Map<string, OpenTrace>();

  const begin = (ref: string, startedAt: number) => {
    const root = tracer.startSpan('question', {startTime: startedAt, attributes: {'llm_window.ref': ref}}, ROOT_CONTEXT);
    traces.set(ref, {startedAt, root, context: trace.setSpan(ROOT_CONTEXT, root), spans: new Map()});
  };

  const headersOf: TraceHeaders = (ref, call) => {
    const open = traces.get(ref);
    if (!open) return {};
    const keys = typeof call === 'object' ? [`model ${call.model}`, 'synthesis', 'analysis'] : [call === 'page' ? 'enrichment' : call];
    const span = keys.map((key) => open.spans.get(key)).find((found) => found !== undefined) ?? open.root;
    const {traceId, spanId, traceFlags} = span.spanContext();
    return {traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`};
  };

  const onEvent = (ref: string, event: SessionEvent) => {
    if (event.type === 'session-start') begin(ref, Date.parse(event.startedAt));
    const open = traces.get(ref);
    if (!open) return;
    const now = open.startedAt + event.at;
    const start = (name: string, key: string, attributes: Record<string, string | number> = {}, parent: Span = open.root, startTime = now) => {
      const span = tracer.startSpan(name, {startTime, attributes}, trace.setSpan(open.context, parent));
      open.spans.set(key, span);
      return span;
    };
    const end = (key: string, attributes: Record<string, string | number> = {}, code?: string) => {
      const span = open.spans.get(key);
      open.spans.delete(key);
      span?.setAttributes(attributes);
      if (code !== undefined) span?.setStatus({code: SpanStatusCode.ERROR, message: code});
      span?.end(now);
    };
    const page = (url: string, ms: number, attributes: Record<string, string | number>, code?: string) => {
      start('fetch', `page ${url}`, {'server.address': URL.parse(url)?.host ?? 'corpus'}, open.spans.get('enrichment'), Math.max(open.startedAt, now - ms));
      end(`page ${url}`, attributes, code);
    };

    switch (event.type) {
      case 'analysis-start':
      case 'search-start':
      case 'enrichment-start': {
        const stage = event.type.slice(0, -'-start'.length);
        start(stage, stage);
        break;
      }
      case 'analysis-end':
        end('analysis', {'llm_window.queries': event.queries.length});
        break;
      case 'search-end':
        end('search', {'llm_window.found': event.found});
        break;
      case 'search-error':
        open.spans.get('search')?.addEvent('search-error', {provider: event.provider, code: event.code}, now);
        break;
      case 'page-extract':
        page(event.url, event.ms, {'llm_window.words': event.words});
        break;
      case 'page-error':
        page(event.url, 0, {}, event.code);
        break;
      case 'enrichment-end':
        end('enrichment', {'llm_window.sources': event.sources.length});
        break;
      case 'answer-start':
        start('model', `model ${event.model}`, {'gen_ai.request.model': event.model});
        break;
      case 'answer-retry':
      case 'answer-reset':
        open.spans.get(`model ${event.model}`)?.addEvent(event.type, {}, now);
        break;
      case 'answer-end':
        end(`model ${event.model}`, {'llm_window.ttft_ms': event.ttftMs, ...(event.usage?.completionTokens !== undefined && {'gen_ai.usage.output_tokens': event.usage.completionTokens})});
        break;
      case 'answer-error':
        end(`model ${event.model}`, {}, event.code);
        break;
      case 'synthesis-start':
        start('synthesis', 'synthesis', {'gen_ai.request.model': event.model});
        break;
      case 'synthesis-end':
        end('synthesis', {'llm_window.ttft_ms': event.ttftMs});
        break;
      case 'synthesis-error':
        end('synthesis', {}, event.code);
        break;
      case 'session-end':
        for (const key of [...open.spans.keys()]) end(key);
        open.root.setAttribute('llm_window.outcome', event.outcome);
        if (event.outcome === 'failed') open.root.setStatus({code: SpanStatusCode.ERROR, message: event.code ?? 'failed'});
        open.root.end(now);
        traces.delete(ref);
        break;
      default:
    }
  };

  return {onEvent, headersOf};
}
