/** client/protocols - what streams of other protocols say, in the words that a run is told in; and what such a protocol is. */
import type {Source, Usage} from '../../shared/source.ts';

/** One thing that a stream says. */
export type Piece =
  | {readonly kind: 'text' | 'reasoning'; readonly text: string}
  /** A source, and the number that markers such as `[1]` have for it. */
  | {readonly kind: 'source'; readonly n: number; readonly source: Pick<Source, 'url' | 'title'>}
  | {readonly kind: 'related'; readonly questions: readonly string[]}
  | {readonly kind: 'usage'; readonly usage: Usage}
  /** What was written so far is void. */
  | {readonly kind: 'void'}
  | {readonly kind: 'end'; readonly finishReason: string}
  /** The other side ended it early. */
  | {readonly kind: 'stopped'}
  /** It failed. @param message - The other side's words, which are for readers. */
  | {readonly kind: 'failed'; readonly message: string};

/** A question and the answer that it got. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

/** What is asked. */
export interface ForeignQuestion {
  readonly question: string;
  /** What was said before, oldest first. */
  readonly before: readonly Exchange[];
  /** Names the conversation. */
  readonly chat: string;
  /** As the page names it. */
  readonly model: string | undefined;
}

/** A protocol: how it is asked, and how what it says is read. */
export interface Protocol {
  /** Where to post to. @param address - What the page names. */
  endpoint(address: string): string;
  body(question: ForeignQuestion): object;
  /** Reads one stream: from a frame's data to what it says. What it does not know it leaves out. */
  reader(): (data: string) => readonly Piece[];
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** From a frame to a record; nothing, when it is none. */
export function readRecord(data: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A count where it is one. */
export const count = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 ? Math.round(value) : undefined);

/** Token counts by their names in a protocol; nothing, when none is there. */
export function usagePieces(value: unknown, names: {readonly prompt: string; readonly completion: string; readonly total: string}): readonly Piece[] {
  if (!isRecord(value)) return [];
  const [promptTokens, completionTokens, totalTokens] = [count(value[names.prompt]), count(value[names.completion]), count(value[names.total])];
  const usage = {...(promptTokens !== undefined && {promptTokens}), ...(completionTokens !== undefined && {completionTokens}), ...(totalTokens !== undefined && {totalTokens})};
  return Object.keys(usage).length === 0 ? [] : [{kind: 'usage', usage}];
}
