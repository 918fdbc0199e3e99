/** server/models - one short call to a model whose answer is a JSON object. */
import {defer, filter, map, type Observable, reduce, takeWhile, throwError, timeout} from 'rxjs';
import {UpstreamError} from '../pipeline/upstream-error.ts';
import type {CircuitBreaker} from '../resilience/circuit-breaker.ts';
import type {ModelProvider, ModelRequest} from './model-provider.ts';

/** A model and who serves it. */
export interface HelpingModel {
  readonly provider: ModelProvider;
  readonly id: string;
  /** Hears what becomes of its help; a call that it refuses costs no time. */
  readonly breaker: CircuitBreaker;
}

/** A JSON object longer than this, in UTF-16 units, is none of ours. */
const MAX_LENGTH = 10_000;

/** What is asked, and for how long. */
export interface JsonRequest extends Omit<ModelRequest, 'model' | 'json'> {
  /** Longest wait for the whole of it, in milliseconds. */
  readonly deadlineMs: number;
}

/**
 * Emits what the model's text parses to, once; nothing is known of its shape. Errors with whatever the provider errs with, at the deadline,
 * at once while the model's help keeps failing, or when the text is no JSON.
 */
export const askJson = ({provider, id, breaker}: HelpingModel, {deadlineMs, ...request}: JsonRequest): Observable<unknown> =>
  defer(() => provider.generate({...request, model: id, json: true})).pipe(
    filter((chunk) => chunk.type === 'text'),
    reduceUpTo(MAX_LENGTH),
    timeout({first: deadlineMs, with: () => throwError(() => tooSlow(id, deadlineMs))}),
    breaker.guard(),
    map((text): unknown => JSON.parse(withoutFence(text))),
  );

const tooSlow = (id: string, deadlineMs: number) =>
  new UpstreamError(`"${id}" did not help within ${deadlineMs} ms`, {code: 'timeout', reason: 'It did not answer in time.', retryable: false});

/** Joins the pieces, and leaves the call when they come to more than `maxLength`. */
const reduceUpTo =
  (maxLength: number) =>
  (piece$: Observable<{readonly text: string}>): Observable<string> =>
    defer(() => {
      let length = 0;
      return piece$.pipe(
        takeWhile(({text}) => (length += text.length) <= maxLength),
        reduce((joined, {text}) => joined + text, ''),
      );
    });

/** Some models wrap JSON in a code fence even when told not to. */
const withoutFence = (text: string): string => text.trim().replace(/^```(?:json)?\s*|\s*```$/gu, '');
