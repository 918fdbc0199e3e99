import {expect} from 'chai';
import {Registry} from 'prom-client';
import {modelMetrics} from '../../../server/telemetry/model-metrics.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';

/** What is told after these events: one line for each figure that is not zero, buckets left out. */
async function after(...events: readonly SessionEvent[]): Promise<string[]> {
  const registry = new Registry();
  const count = modelMetrics(registry);
  for (const event of events) count(event);
  return (await registry.metrics()).split('\n').filter((line) => line.startsWith('llm_window_model_') && !/_bucket|_created| 0$/.test(line));
}
const end = {finishReason: 'stop', citations: [], at: 9, ms: 900, ttftMs: 250};

describe('modelMetrics', () => {
  it('count a text for the model that was asked, and what it cost for the one that wrote it', async () => {
    const usage = {promptTokens: 100, completionTokens: 20, totalTokens: 120, cost: 0.5};
    expect(await after({type: 'answer-end', model: 'a', by: 'b', usage, bytes: 4_000, ...end})).to.deep.equal([
      'llm_window_model_texts_total{model="a",outcome="done"} 1',
      'llm_window_model_tokens_total{model="b",kind="prompt"} 100',
      'llm_window_model_tokens_total{model="b",kind="completion"} 20',
      'llm_window_model_cost_dollars_total{model="b"} 0.5',
      'llm_window_model_bytes_total{model="b"} 4000',
      'llm_window_model_first_token_seconds_sum{model="b"} 0.25',
      'llm_window_model_first_token_seconds_count{model="b"} 1',
    ]);
  });

  it('add up answers and syntheses of one model, with what servers left out as nothing', async () => {
    const lines = await after(
      {type: 'answer-end', model: 'a', usage: {completionTokens: 20}, ...end},
      {type: 'synthesis-end', model: 'a', included: ['a'], notIncluded: [], usage: {completionTokens: 5, cost: 0.25}, bytes: 7, ...end},
    );
    expect(lines).to.include.members([
      'llm_window_model_texts_total{model="a",outcome="done"} 2',
      'llm_window_model_tokens_total{model="a",kind="completion"} 25',
      'llm_window_model_cost_dollars_total{model="a"} 0.25',
      'llm_window_model_bytes_total{model="a"} 7',
      'llm_window_model_first_token_seconds_count{model="a"} 2',
    ]);
  });

  it('count failures, retries and takeovers apart, and nothing else', async () => {
    const lines = await after(
      {type: 'answer-retry', at: 1, model: 'a', attempt: 2, inMs: 10, code: 'timeout'},
      {type: 'answer-reset', at: 2, model: 'a', reason: 'It broke off.', next: 'b'},
      {type: 'answer-error', at: 3, model: 'a', code: 'timeout', message: 'It was slow.', partial: false},
      {type: 'synthesis-error', at: 4, model: 'b', code: 'timeout', message: 'It was slow.', partial: false},
      {type: 'answer-delta', at: 5, model: 'a', text: 'x'},
    );
    expect(lines).to.deep.equal([
      'llm_window_model_texts_total{model="a",outcome="failed"} 1',
      'llm_window_model_texts_total{model="b",outcome="failed"} 1',
      'llm_window_model_retries_total{model="a",kind="retry"} 1',
      'llm_window_model_retries_total{model="a",kind="takeover"} 1',
    ]);
  });
});
