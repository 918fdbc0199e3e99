/** server/models - the model that helps with a short call: the one that writes syntheses, left alone while it does not answer. */
import type {CircuitBreaker} from '../resilience/circuit-breaker.ts';
import type {HelpingModel} from './ask-json.ts';
import {modelBreaker} from './model-breaker.ts';
import type {ModelDirectory} from './model-directory.ts';

/** Calls in a row that fail or come too late before it is left alone: a question can do without help, and waits for each. */
const FAILURES = 3;

/**
 * Makes what says who helps now: nobody when there is no model, or when the model's answers keep failing. What becomes of the help has a
 * breaker of its own for each task: one that is too slow to help is left alone for a while, and may still answer.
 */
export function helpingModel(models: Pick<ModelDirectory, 'synthesizer' | 'find' | 'breaker'>): () => HelpingModel | undefined {
  const breakers = new Map<string, CircuitBreaker>();
  return () => {
    const id = models.synthesizer;
    const provider = id === undefined ? undefined : models.find(id);
    if (id === undefined || !provider || models.breaker(id).state !== 'closed') return undefined;
    const breaker = breakers.get(id) ?? modelBreaker(id, {failures: FAILURES});
    breakers.set(id, breaker);
    return {id, provider, breaker};
  };
}
