import {expect} from 'chai';
import {Metrics} from '../../../server/telemetry/metrics.ts';
import type {CircuitState} from '../../../server/resilience/circuit-breaker.ts';

describe('Metrics', () => {
  it('tell the breaker of each known model, and forget those that are known no more', async () => {
    let circuits = new Map<string, CircuitState>([['a', 'closed'], ['b', 'half-open'], ['c', 'open']]);
    const metrics = new Metrics({running: () => 0, circuits: () => circuits});
    const told = async () => (await metrics.metrics()).split('\n').filter((line) => line.startsWith('llm_window_model_breaker'));
    expect(await told()).to.deep.equal(['llm_window_model_breaker{model="a"} 0', 'llm_window_model_breaker{model="b"} 1', 'llm_window_model_breaker{model="c"} 2']);
    circuits = new Map([['a', 'open']]);
    expect(await told()).to.deep.equal(['llm_window_model_breaker{model="a"} 2']);
  });
});
