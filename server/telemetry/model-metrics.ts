/** server/telemetry - how each model fared and what it cost, as Prometheus metrics folded from events. */
import {Counter, Histogram, type Registry} from 'prom-client';
import type {SessionEvent} from '../../shared/session-event.ts';

/** Counts one event of any session into the registry's metrics. */
export function modelMetrics(registry: Registry): (event: SessionEvent) => void {
  const registers = [registry];
  const answers = new Counter({name: 'llm_window_model_texts_total', help: 'Answers and syntheses by model asked, and how they ended.', labelNames: ['model', 'outcome'], registers});
  const retries = new Counter({name: 'llm_window_model_retries_total', help: 'Calls tried again, and takeovers by another model.', labelNames: ['model', 'kind'], registers});
  const tokens = new Counter({name: 'llm_window_model_tokens_total', help: 'Tokens, as far as model servers counted them.', labelNames: ['model', 'kind'], registers});
  const cost = new Counter({name: 'llm_window_model_cost_dollars_total', help: 'What calls cost, as far as model servers told.', labelNames: ['model'], registers});
  const bytes = new Counter({name: 'llm_window_model_bytes_total', help: 'Bytes read from model servers for completed texts.', labelNames: ['model'], registers});
  const first = new Histogram({
    name: 'llm_window_model_first_token_seconds',
    help: 'From asking a model to its first text.',
    labelNames: ['model'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });

  return (event) => {
    switch (event.type) {
      case 'answer-end':
      case 'synthesis-end': {
        const {by, ttftMs, usage} = event;
        const model = by ?? event.model;
        answers.inc({model: event.model, outcome: 'done'});
        first.observe({model}, ttftMs / 1_000);
        tokens.inc({model, kind: 'prompt'}, usage?.promptTokens ?? 0);
        tokens.inc({model, kind: 'completion'}, usage?.completionTokens ?? 0);
        cost.inc({model}, usage?.cost ?? 0);
        bytes.inc({model}, event.bytes ?? 0);
        return;
      }
      case 'answer-error':
      case 'synthesis-error':
        answers.inc({model: event.model, outcome: 'failed'});
        return;
      case 'answer-retry':
        retries.inc({model: event.model, kind: 'retry'});
        return;
      case 'answer-reset':
        retries.inc({model: event.model, kind: 'takeover'});
        return;
      default:
    }
  };
}
