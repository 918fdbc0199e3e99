/** server/adapters - a model without a model: quotes the sentences of the sources that answer best. No key, no service, no weights. */
import {concatMap, defer, delay, from, of, throwError} from 'rxjs';
import type {ModelChunk, ModelProvider} from '../models/model-provider.ts';
import type {Evidence} from '../pipeline/handoff.ts';
import {UpstreamError} from '../pipeline/upstream-error.ts';
import {escapeMarkdown} from './extractive-model/escape-markdown.ts';
import {phrasesIn} from './extractive-model/phrases.ts';
import {pickSentences} from './extractive-model/pick-sentences.ts';

/** The one model that it serves. */
export const EXTRACTIVE_MODEL = 'extractive';

/** Options for {@link extractiveModel}. */
export interface ExtractiveModelOptions {
  /** Wait between two sentences, in milliseconds, so that a reader can follow. @defaultValue 25 */
  readonly paceMs?: number;
}

/**
 * Says what it is, then quotes up to five sentences, each followed by its `[n]`; or says why there is nothing to quote. Where no sentence has
 * most of what was asked, it says that the quotes are the nearest it has. It goes by the request's evidence, not by its messages, and answers no request for JSON.
 */
export function extractiveModel({paceMs = 25}: ExtractiveModelOptions = {}): ModelProvider {
  return {
    name: EXTRACTIVE_MODEL,
    list: () => Promise.resolve([{id: EXTRACTIVE_MODEL, ownedBy: 'llm-window'}]),
    generate: ({model, json, evidence}) =>
      defer(() => {
        if (model !== EXTRACTIVE_MODEL) return throwError(() => refuse('not-found', `Cannot quote as "${model}"`, 'There is no such model.'));
        if (json) return throwError(() => refuse('bad-request', 'Cannot quote as JSON', 'It can only quote.'));
        const chunks: ModelChunk[] = [...quote(evidence).map((text) => ({type: 'text' as const, text})), {type: 'end', finishReason: 'stop'}];
        return from(chunks).pipe(concatMap((chunk, index) => (index === 0 || chunk.type === 'end' ? of(chunk) : of(chunk).pipe(delay(paceMs)))));
      }),
  };
}

/** The answer, piece by piece: one for what it is, one for each sentence. */
function quote(evidence: Evidence): string[] {
  const phrases = phrasesIn(evidence.analysis.language);
  const {quotes, answers} = pickSentences(evidence);
  if (quotes.length === 0) return [phrases[whyNothing(evidence)]];
  const said = quotes.map(({n, text, goesOn}) => `${goesOn ? ' ' : '\n\n'}${escapeMarkdown(text)} [${n}]`);
  return [`*${answers ? phrases.intro : phrases.nearest}*`, ...said];
}

function whyNothing({gap, analysis: {intent}}: Evidence): 'nothing' | 'failed' | 'greeting' | 'unclear' | 'unsearched' {
  if (gap === 'no-question') return intent === 'greeting' ? 'greeting' : 'unclear';
  if (gap === 'not-searched') return 'unsearched';
  return gap === 'search-failed' ? 'failed' : 'nothing';
}

const refuse = (code: 'not-found' | 'bad-request', message: string, reason: string) => new UpstreamError(message, {code, reason, retryable: false});
