/** server/models - which model is served by whom. */
import type {CircuitBreaker} from '../resilience/circuit-breaker.ts';
import type {ModelInfo, ModelProvider} from './model-provider.ts';

/** The models that may be asked; made once, by `server/main.ts`. */
export interface ModelDirectory {
  /** All of them, for `GET /v1/models`. */
  readonly models: readonly ModelInfo[];
  /** Those asked when a reader names none. */
  readonly defaults: readonly string[];
  /** Who writes the synthesis; undefined when none can. */
  readonly synthesizer: string | undefined;
  /** Who answers when every model failed. */
  readonly fallback: string;
  /** Who takes over when a model fails, in order. */
  fallbacksOf(id: string): readonly string[];
  /** The model's breaker: the same one for all sessions. */
  breaker(id: string): CircuitBreaker;
  /** Who serves a model; undefined when nobody does. */
  find(id: string): ModelProvider | undefined;
}
