/** server/models - one call of one model, with its deadlines, its breaker and its retries. */
import {asyncScheduler, defer, type MonoTypeOperatorFunction, Observable, throwError} from 'rxjs';
import {toReaderError, UpstreamError} from '../pipeline/upstream-error.ts';
import {type Deadline, withDeadlines} from '../resilience/deadlines.ts';
import {retryWithBackoff} from '../resilience/retry-with-backoff.ts';
import type {ModelDirectory} from './model-directory.ts';
import type {ModelChunk, ModelRequest} from './model-provider.ts';

/** How long a model may take. */
export interface CallLimits {
  /** Longest wait for the first piece, from the request on, in milliseconds. @defaultValue 30_000 */
  readonly firstTokenMs?: number;
  /** Longest wait between two pieces, in milliseconds. @defaultValue 30_000 */
  readonly idleMs?: number;
  /** Longest call, in milliseconds. @defaultValue 300_000 */
  readonly totalMs?: number;
  /** Calls at most, as long as nothing was shown. @defaultValue 2 */
  readonly attempts?: number;
  /** Where in its range a wait before a retry falls. @defaultValue Math.random */
  readonly random?: () => number;
}

/** The next call, after one that failed before it showed anything. */
export interface WritingRetry {
  readonly type: 'retry';
  /** From 2. */
  readonly attempt: number;
  readonly inMs: number;
  readonly code: string;
}

/** What a call needs of the directory. */
export type CallableModels = Pick<ModelDirectory, 'find' | 'breaker'>;

/** Longest wait that a server may ask for; one that wants more is not asked again. Milliseconds. */
const MAX_WAIT_MS = 8_000;

/**
 * Calls a model, again where that may help: a failure that may pass, before anything was shown, while less time than `firstTokenMs` went by.
 * So a model that never speaks costs one deadline, not one for each attempt. Ends with `end`, or errors.
 */
export const callModel = (models: CallableModels, request: ModelRequest, limits: CallLimits): Observable<ModelChunk | WritingRetry> =>
  defer(() => {
    const {firstTokenMs = 30_000, idleMs = 30_000, totalMs = 300_000, attempts = 2, random} = limits;
    const startedAt = asyncScheduler.now();
    const isWorthAnother = (error: unknown): boolean =>
      error instanceof UpstreamError && error.retryable && (error.retryAfterMs ?? 0) <= MAX_WAIT_MS && asyncScheduler.now() - startedAt < firstTokenMs;
    return defer(() => models.find(request.model)?.generate(request) ?? throwError(() => nobodyServes(request.model))).pipe(
      withDeadlines({firstMs: firstTokenMs, idleMs, totalMs, toError: tooSlow}),
      holdToItsWord(),
      models.breaker(request.model).guard(({type}) => type === 'end'),
      retryWithBackoff({
        attempts,
        maxMs: MAX_WAIT_MS,
        retryable: isWorthAnother,
        afterMs: (error) => (error instanceof UpstreamError ? error.retryAfterMs : undefined),
        announce: ({attempt, inMs, error}): WritingRetry => ({type: 'retry', attempt, inMs, code: toReaderError(error).code}),
        ...(random && {random}),
      }),
    );
  });

/** An answer has text and an end: what ends without either is an error. Nothing follows the end. */
const holdToItsWord = (): MonoTypeOperatorFunction<ModelChunk> => (chunk$) =>
  new Observable((out) => {
    let hasText = false;
    return chunk$.subscribe({
      next(chunk) {
        hasText ||= chunk.type === 'text' && chunk.text.trim() !== '';
        if (chunk.type === 'end' && !hasText) {
          out.error(empty(chunk.finishReason));
          return;
        }
        out.next(chunk);
        if (chunk.type === 'end') out.complete();
      },
      error: (error: unknown) => out.error(error),
      complete: () => out.error(brokenOff()),
    });
  });

const SLOW: Readonly<Record<Deadline, string>> = {
  first: 'It did not begin to answer in time.',
  idle: 'It fell silent in the middle of its answer.',
  total: 'Its answer took too long.',
};

const tooSlow = (deadline: Deadline) =>
  new UpstreamError(`The model call passed its ${deadline} deadline`, {code: 'timeout', reason: SLOW[deadline], retryable: deadline === 'first'});

const brokenOff = () => new UpstreamError('The model call completed without an end', {code: 'truncated', reason: 'Its answer broke off.', retryable: true});

const empty = (finishReason: string) =>
  new UpstreamError(`The model ended with "${finishReason}" and no text`, {code: 'empty', reason: 'It gave an empty answer.', retryable: true});

const nobodyServes = (model: string) =>
  new UpstreamError(`Nobody serves the model "${model}"`, {code: 'not-found', reason: 'There is no such model here.', retryable: false});
