/** server/models - one text, by one model or by those that take over from it. Answers and syntheses are written with it. */
import {asyncScheduler, catchError, concat, NEVER, Observable, of} from 'rxjs';
import type {Usage} from '../../shared/source.ts';
import {flattenNow} from '../pipeline/flatten-now.ts';
import {toReaderError} from '../pipeline/upstream-error.ts';
import {type CallableModels, type CallLimits, callModel, type WritingRetry} from './call-model.ts';
import type {ModelChunk, ModelRequest} from './model-provider.ts';

/** How long and how much a model may write. */
export interface WritingLimits extends CallLimits {
  /** Longest text, its reasoning included, in UTF-16 units; what is longer ends there, as truncated. @defaultValue 400_000 */
  readonly maxLength?: number;
}

/** What is to be written. */
export interface WritingTask extends ModelRequest {
  /** Models that take over, in order, when `model` fails. @defaultValue none */
  readonly fallbacks?: readonly string[];
  /** Said before the model's first text, as part of the text. */
  readonly preface?: string;
  /** Emits when the reader has enough of it, perhaps at once: the text so far is all then, and the model is left. @defaultValue never */
  readonly stop$?: Observable<unknown>;
}

/** What was shown is void: another model begins anew. */
export interface WritingReset {
  readonly type: 'reset';
  /** Why, for a reader. */
  readonly reason: string;
  readonly code: string;
  readonly next: string;
}

/** A text is complete: what was said of it since it began, or began anew. */
export interface Written {
  readonly type: 'written';
  readonly finishReason: string;
  readonly usage?: Usage;
  /** From asking to the first piece of text. */
  readonly ttftMs: number;
  /** From asking to the end. */
  readonly ms: number;
  /** It was cut off: by our cap, or by the model's own. */
  readonly truncated?: true;
  /** The reader stopped it. */
  readonly stopped?: true;
  /** Who wrote it, where another model took over. */
  readonly by?: string;
  /** Completion tokens a second after the first; from the text's length where the server did not count. Left out where it took no time. */
  readonly tokensPerSecond?: number;
  /** Bytes that the server sent for it. */
  readonly bytes?: number;
  /** Calls beyond the first one. */
  readonly retries: number;
}

/** A text that was not completed, in words for a reader. */
export interface WritingFailed {
  readonly type: 'failed';
  readonly code: string;
  readonly message: string;
  /** Whether some of the text was shown. */
  readonly partial: boolean;
  readonly ms: number;
  readonly retries: number;
}

/** What happens while a text is written; `written` or `failed` comes last. */
export type Writing = {readonly type: 'text' | 'reasoning'; readonly text: string} | WritingRetry | WritingReset | Written | WritingFailed;

/**
 * Has a text written. Never errors.
 *
 * ```text
 * 1st call:  --#               fails before its first piece: asked again
 * 2nd call:         --a-#      fails after it: the fallback begins anew
 * fallback:             -b-e|
 * out:       --r------a-x-b-w| r  retry, x  reset, w  written, or failed when the last fallback fails too
 * ```
 */
export const writeText = (models: CallableModels, {fallbacks = [], preface = '', stop$ = NEVER, ...request}: WritingTask, limits: WritingLimits = {}): Observable<Writing> =>
  new Observable((out) => {
    const writers = [...new Set([request.model, ...fallbacks])];
    const draft = startDraft({maxLength: limits.maxLength ?? 400_000, preface});
    const writeFrom = (index: number): Observable<Writing> => {
      const model = writers[index] ?? request.model;
      const next = writers[index + 1];
      return callModel(models, {...request, model}, limits).pipe(
        flattenNow((item): Writing[] => (item.type === 'retry' ? [draft.retry(item)] : draft.take(item, index > 0 ? model : undefined))),
        catchError((error: unknown) => {
          const {code, message} = toReaderError(error);
          return next === undefined ? of(draft.fail(code, message)) : concat(of(draft.reset(code, message, next)), writeFrom(index + 1));
        }),
      );
    };
    const say = (writing: Writing) => {
      out.next(writing);
      if (writing.type === 'written' || writing.type === 'failed') out.complete();
    };
    out.add(stop$.subscribe(() => say(draft.stop())));
    if (!out.closed) out.add(writeFrom(0).subscribe({next: say, error: (error: unknown) => out.error(error)}));
  });

/** Looks after the length of what was written so far, and counts. */
function startDraft({maxLength, preface}: {maxLength: number; preface: string}) {
  const startedAt = asyncScheduler.now();
  const elapsedMs = () => asyncScheduler.now() - startedAt;
  let length = 0;
  let hasText = false;
  let roomLeft = maxLength;
  let ttftMs: number | undefined;
  let retries = 0;
  let by: string | undefined;

  const finish = (finishReason: string, more: Pick<Written, 'usage' | 'truncated' | 'stopped' | 'bytes'>): Written => {
    const ms = elapsedMs();
    const rest = {...more, ...(by !== undefined && {by})};
    const tokens = rest.usage?.completionTokens ?? Math.ceil((length - preface.length) / 4);
    const seconds = (ms - (ttftMs ?? ms)) / 1_000;
    const tokensPerSecond = seconds > 0 && tokens > 1 ? Math.round((10 * (tokens - 1)) / seconds) / 10 : undefined;
    return {type: 'written', finishReason, ttftMs: ttftMs ?? ms, ms, ...rest, ...(tokensPerSecond !== undefined && {tokensPerSecond}), retries};
  };
  return {
    retry(retry: WritingRetry): WritingRetry {
      retries += 1;
      return retry;
    },
    reset(code: string, reason: string, next: string): WritingReset {
      retries += 1;
      length = 0;
      hasText = false;
      roomLeft = maxLength;
      ttftMs = undefined;
      return {type: 'reset', reason, code, next};
    },
    stop: (): Written => finish('stopped', {stopped: true}),
    fail: (code: string, message: string): WritingFailed => ({type: 'failed', code, message, partial: hasText, ms: elapsedMs(), retries}),
    take(chunk: ModelChunk, writer: string | undefined): Writing[] {
      by = writer;
      if (chunk.type === 'end') {
        const {finishReason, usage, bytes} = chunk;
        return [finish(finishReason, {...(usage && {usage}), ...(bytes !== undefined && {bytes}), ...(finishReason === 'length' && {truncated: true})})];
      }
      const {type} = chunk;
      const isTooLong = chunk.text.length > roomLeft;
      const text = isTooLong ? withoutHalfCharacter(chunk.text.slice(0, roomLeft)) : chunk.text;
      roomLeft -= text.length;
      const opening = type === 'text' && !hasText ? preface : '';
      if (type === 'text') {
        length += opening.length + text.length;
        hasText = true;
        ttftMs ??= elapsedMs();
      }
      const shown: Writing[] = opening + text === '' ? [] : [{type, text: opening + text}];
      return isTooLong ? [...shown, finish('length', {truncated: true})] : shown;
    },
  };
}

const withoutHalfCharacter = (text: string): string => (text.isWellFormed() ? text : text.slice(0, -1));
