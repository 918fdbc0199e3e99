/** server/models - one text by one model: with its deadlines, its retries and its cap. Answers and syntheses are written with it. */
import {asyncScheduler, catchError, concat, defer, mergeMap, type MonoTypeOperatorFunction, type Observable, of, takeWhile, tap, throwError} from 'rxjs';
import type {Usage} from '../../shared/source.ts';
import {toReaderError, UpstreamError} from '../pipeline/upstream-error.ts';
import {type Deadline, withDeadlines} from '../resilience/deadlines.ts';
import {retryWithBackoff} from '../resilience/retry-with-backoff.ts';
import type {ModelChunk, ModelProvider, ModelRequest} from './model-provider.ts';

/** How long and how much a model may write. */
export interface WritingLimits {
  /** Longest wait for the first piece, from the request on, in milliseconds. @defaultValue 30_000 */
  readonly firstTokenMs?: number;
  /** Longest wait between two pieces, in milliseconds. @defaultValue 30_000 */
  readonly idleMs?: number;
  /** Longest call, in milliseconds. @defaultValue 300_000 */
  readonly totalMs?: number;
  /** Calls at most, as long as nothing was shown. @defaultValue 2 */
  readonly attempts?: number;
  /** Longest text, its reasoning included, in UTF-16 units; what is longer ends there, as truncated. @defaultValue 400_000 */
  readonly maxLength?: number;
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

/** A complete text. */
export interface Written {
  readonly type: 'written';
  readonly text: string;
  readonly finishReason: string;
  readonly usage?: Usage;
  /** From asking to the first piece of text. */
  readonly ttftMs: number;
  /** From asking to the end. */
  readonly ms: number;
  /** It was cut off: by our cap, or by the model's own. */
  readonly truncated?: true;
}

/** A text that was not completed, in words for a reader. */
export interface WritingFailed {
  readonly type: 'failed';
  readonly code: string;
  readonly message: string;
  /** Whether some of the text was shown. */
  readonly partial: boolean;
}

/** What happens while a text is written; `written` or `failed` comes last. */
export type Writing = {readonly type: 'text' | 'reasoning'; readonly text: string} | WritingRetry | Written | WritingFailed;

/**
 * Has a text written. Never errors.
 *
 * ```text
 * 1st call:  --#               fails before its first piece
 * 2nd call:         --a-b-e|
 * out:       --r------a-b-w|   r  retry, w  written, or failed when the second call fails too
 * ```
 *
 * @param provider - Who serves the model; undefined when nobody does, which is a failure like others.
 */
export const writeText = (provider: ModelProvider | undefined, request: ModelRequest, limits: WritingLimits = {}): Observable<Writing> =>
  defer(() => {
    const {firstTokenMs = 30_000, idleMs = 30_000, totalMs = 300_000, attempts = 2, maxLength = 400_000, random} = limits;
    const draft = startDraft(maxLength);
    return defer(() => provider?.generate(request) ?? throwError(() => nobodyServes(request.model))).pipe(
      withDeadlines({firstMs: firstTokenMs, idleMs, totalMs, toError: tooSlow}),
      holdToItsWord(),
      retryWithBackoff({
        attempts,
        retryable: (error) => error instanceof UpstreamError && error.retryable,
        afterMs: (error) => (error instanceof UpstreamError ? error.retryAfterMs : undefined),
        announce: ({attempt, inMs, error}): WritingRetry => ({type: 'retry', attempt, inMs, code: toReaderError(error).code}),
        ...(random && {random}),
      }),
      mergeMap((item): Writing[] => (item.type === 'retry' ? [item] : draft.take(item))),
      takeWhile(({type}) => type !== 'written', true),
      catchError((error: unknown) => of<Writing>({type: 'failed', ...toReaderError(error), partial: draft.hasText()})),
    );
  });

/** Keeps what was written so far, and looks after its length. */
function startDraft(maxLength: number) {
  const startedAt = asyncScheduler.now();
  const pieces: string[] = [];
  let roomLeft = maxLength;
  let ttftMs: number | undefined;

  const finish = (finishReason: string, rest: Pick<Written, 'usage' | 'truncated'>): Written => {
    const ms = asyncScheduler.now() - startedAt;
    return {type: 'written', text: pieces.join(''), finishReason, ttftMs: ttftMs ?? ms, ms, ...rest};
  };
  return {
    hasText: () => pieces.length > 0,
    take(chunk: ModelChunk): Writing[] {
      if (chunk.type === 'end') {
        const {finishReason, usage} = chunk;
        return [finish(finishReason, {...(usage && {usage}), ...(finishReason === 'length' && {truncated: true})})];
      }
      const {type} = chunk;
      const isTooLong = chunk.text.length > roomLeft;
      const text = isTooLong ? withoutHalfCharacter(chunk.text.slice(0, roomLeft)) : chunk.text;
      roomLeft -= text.length;
      if (type === 'text') {
        pieces.push(text);
        ttftMs ??= asyncScheduler.now() - startedAt;
      }
      const shown: Writing[] = text === '' ? [] : [{type, text}];
      return isTooLong ? [...shown, finish('length', {truncated: true})] : shown;
    },
  };
}

/** An answer has text and an end: what ends without either is an error. Nothing follows the end. */
const holdToItsWord = (): MonoTypeOperatorFunction<ModelChunk> => (chunk$) =>
  defer(() => {
    let hasText = false;
    return concat(chunk$, throwError(brokenOff)).pipe(
      tap((chunk) => {
        if (chunk.type === 'text' && chunk.text.trim() !== '') hasText = true;
        if (chunk.type === 'end' && !hasText) throw empty(chunk.finishReason);
      }),
      takeWhile(({type}) => type !== 'end', true),
    );
  });

const withoutHalfCharacter = (text: string): string => (text.isWellFormed() ? text : text.slice(0, -1));

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
