/** server/models - one short call to a model whose answer is a JSON object. */
import {defer, filter, map, type Observable, reduce, takeWhile} from 'rxjs';
import type {ModelProvider, ModelRequest} from './model-provider.ts';

/** A model and who serves it. */
export interface HelpingModel {
  readonly provider: ModelProvider;
  readonly id: string;
}

/** A JSON object longer than this, in UTF-16 units, is none of ours. */
const MAX_LENGTH = 10_000;

/**
 * Emits what the model's text parses to, once; nothing is known of its shape. Errors with whatever the provider errs with, or when the
 * text is no JSON. Waits as long as the provider does: callers set a deadline.
 */
export const askJson = ({provider, id}: HelpingModel, request: Omit<ModelRequest, 'model' | 'json'>): Observable<unknown> =>
  defer(() => provider.generate({...request, model: id, json: true})).pipe(
    filter((chunk) => chunk.type === 'text'),
    reduceUpTo(MAX_LENGTH),
    map((text): unknown => JSON.parse(withoutFence(text))),
  );

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
