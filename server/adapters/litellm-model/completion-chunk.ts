/** server/adapters/litellm-model - what OpenAI-compatible servers send, as far as we read it. Unknown fields are ignored. */
import * as v from 'valibot';
import type {Usage} from '../../../shared/source.ts';

const text = v.nullish(v.string());

/** An error as servers give it; `code` is a number, a numeric string or a word, and any part may be missing. */
export const ErrorBody = v.object({
  message: v.fallback(text, undefined),
  type: v.fallback(text, undefined),
  code: v.fallback(v.nullish(v.union([v.string(), v.number()])), undefined),
});
export type ErrorBody = v.InferOutput<typeof ErrorBody>;

/** A number that servers leave out, or send as null; `1e999` is none. Sums of them stay numbers. */
const amount = v.fallback(v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))), undefined);
const count = v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), undefined);

/** One chunk of a streamed completion. `choices` may be empty, `usage` null, and `error` stands for a failure wherever it is. */
export const CompletionChunk = v.object({
  choices: v.nullish(
    v.array(
      v.object({
        delta: v.nullish(v.object({content: text, reasoning_content: text, reasoning: v.fallback(text, undefined)})),
        finish_reason: text,
        error: v.optional(v.unknown()),
      }),
    ),
  ),
  usage: v.fallback(
    v.nullish(
      v.object({
        prompt_tokens: count,
        completion_tokens: count,
        total_tokens: count,
        cost: amount,
      }),
    ),
    undefined,
  ),
  error: v.optional(v.unknown()),
});
export type CompletionChunk = v.InferOutput<typeof CompletionChunk>;

/** Whether a chunk says nothing but a piece of content. */
export function isTextOnly({choices, usage, error}: CompletionChunk): boolean {
  const [choice, another] = choices ?? [];
  if (!choice?.delta || another) return false;
  const {delta, finish_reason} = choice;
  return Boolean(delta.content) && [delta.reasoning_content, delta.reasoning, finish_reason, choice.error, usage, error].every((value) => value === undefined || value === null);
}

/** What `GET /models` answers. */
export const ModelList = v.object({
  data: v.array(v.object({id: v.pipe(v.string(), v.minLength(1)), owned_by: v.fallback(v.optional(v.string(), ''), '')})),
});

/** Usage in our words; what was not told is left out. */
export function toUsage({prompt_tokens, completion_tokens, total_tokens, cost}: NonNullable<CompletionChunk['usage']>): Usage {
  return {
    ...(prompt_tokens !== undefined && {promptTokens: prompt_tokens}),
    ...(completion_tokens !== undefined && {completionTokens: completion_tokens}),
    ...(total_tokens !== undefined && {totalTokens: total_tokens}),
    ...(cost !== undefined && {cost}),
  };
}
