/** server/models - what the stages need of whatever writes text. */
import type {Observable} from 'rxjs';
import type {Usage} from '../../shared/source.ts';
import type {Evidence} from '../pipeline/handoff.ts';

/** One message of a prompt. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** One call. */
export interface ModelRequest {
  readonly model: string;
  /** The prompt, for models that take one. */
  readonly messages: readonly PromptMessage[];
  /** The evidence, for models that work on it directly. Empty sources where there is none yet. */
  readonly evidence: Evidence;
  /** Ask for one JSON object instead of prose. Default false. */
  readonly json?: boolean;
  /** Ties the call to our logs and traces. */
  readonly ref: string;
}

/** A piece of what a model says; `end` comes last, exactly once, unless the call errors. */
export type ModelChunk =
  | {readonly type: 'text'; readonly text: string}
  | {readonly type: 'reasoning'; readonly text: string}
  | {readonly type: 'end'; readonly finishReason: string; readonly usage?: Usage; readonly bytes?: number};

/** A model that may be asked. */
export interface ModelInfo {
  readonly id: string;
  readonly ownedBy: string;
}

/**
 * A server of models.
 * `generate` is cold: each subscription is one call and ends with `end` and completion, or errors with an `UpstreamError`
 * (`truncated` when the stream broke off). Unsubscribing ends the call at once. Text is pulled as fast as it is consumed, never faster.
 */
export interface ModelProvider {
  readonly name: string;
  /** What it serves now; errors with an `UpstreamError` when it can't tell. */
  list(): Promise<readonly ModelInfo[]>;
  generate(request: ModelRequest): Observable<ModelChunk>;
}
