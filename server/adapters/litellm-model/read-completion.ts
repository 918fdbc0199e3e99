/** server/adapters/litellm-model - makes chunks of the bytes of a streamed completion, however the network cut them. */
import {createParser, type ParseError} from 'eventsource-parser';
import * as v from 'valibot';
import type {Usage} from '../../../shared/source.ts';
import type {ModelChunk} from '../../models/model-provider.ts';
import {CompletionChunk, isTextOnly, toUsage} from './completion-chunk.ts';
import {knownForm} from './known-form.ts';
import {type SplitPiece, splitThinking} from './split-thinking.ts';
import {brokenOff, failureInStream, garbled, nothingSaid, tooLong} from './upstream-failures.ts';

/** Longest line that is kept, in UTF-16 units. */
const MAX_LINE = 1_000_000;

/** Hears what a completion says. */
export type Say = (chunk: ModelChunk) => void;

/** Reads one completion. */
export interface CompletionReader {
  /** Whether it has said anything. */
  readonly begun: boolean;
  /** Whether `[DONE]` came: what follows is of no interest. */
  readonly done: boolean;
  /** Says what the next bytes hold; the text of several chunks in a row is one piece. @throws UpstreamError - When they tell or are a failure, after what they said before it. */
  read(bytes: Uint8Array, say: Say): void;
  /** Says what the end of the bytes means. @throws UpstreamError - When it came too early. */
  finish(say: Say): void;
}

/**
 * A reader that keeps to the client's rule: a completion is whole when a `finish_reason` and `[DONE]` came; any `error` is a failure;
 * an end without `[DONE]` is a truncation.
 * @param model - For our log.
 * @param mustSpeak - Whether a completion without any text is a failure.
 */
export function readCompletion(model: string, mustSpeak: boolean): CompletionReader {
  const decoder = new TextDecoder();
  const thinking = splitThinking();
  const form = knownForm();
  let waiting: string[] = [];
  let overflow: ParseError | undefined;
  let finishReason: string | undefined;
  let usage: Usage | undefined;
  let bytesRead = 0;
  let hasText = false;
  let hasBegun = false;
  let done = false;
  /** Content of chunks in a row, and the piece that it or their reasoning has come to: said when another kind follows, and at the end of what was read. */
  let content = '';
  let gathered: SplitPiece | undefined;

  const parser = createParser({
    maxBufferSize: MAX_LINE,
    onEvent: ({data}) => waiting.push(data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') overflow = error;
    },
  });

  const sayGathered = (say: Say) => {
    if (!gathered) return;
    hasText ||= gathered.type === 'text';
    hasBegun = true;
    const piece = gathered;
    gathered = undefined;
    say(piece);
  };
  const gather = (pieces: readonly SplitPiece[], say: Say) => {
    for (const piece of pieces) {
      if (gathered && gathered.type !== piece.type) sayGathered(say);
      gathered = gathered ? {type: piece.type, text: gathered.text + piece.text} : piece;
    }
  };
  const gatherContent = (say: Say) => {
    if (content === '') return;
    const taken = content;
    content = '';
    gather(thinking.push(taken), say);
  };

  const takeDone = (say: Say) => {
    if (finishReason === undefined) throw brokenOff(model, '[DONE] came without a finish_reason');
    done = true;
    gatherContent(say);
    gather(thinking.end(), say);
    sayGathered(say);
    if (mustSpeak && !hasText) throw nothingSaid(model);
    say({type: 'end', finishReason: finishReason.replaceAll('_', '-'), ...(usage && {usage}), bytes: bytesRead});
  };

  const takeChunk = (data: string, say: Say) => {
    const text = form.textOf(data);
    if (text !== undefined) {
      content += text;
      return;
    }
    const chunk = parseChunk(model, data);
    const [choice] = chunk.choices ?? [];
    const error = chunk.error ?? choice?.error;
    if (error !== undefined && error !== null) throw failureInStream(model, error);
    if (chunk.usage) usage = toUsage(chunk.usage);
    const {content: more, reasoning_content, reasoning} = choice?.delta ?? {};
    const thought = reasoning_content ?? reasoning;
    if (thought) {
      gatherContent(say);
      gather([{type: 'reasoning', text: thought}], say);
    }
    if (more) content += more;
    finishReason = choice?.finish_reason ?? finishReason;
    if (isTextOnly(chunk)) form.learn(data);
  };

  const takeWaiting = (say: Say) => {
    const taken = waiting;
    waiting = [];
    try {
      for (const data of taken) {
        if (done) return;
        if (data.trim() === '[DONE]') takeDone(say);
        else takeChunk(data, say);
      }
      if (overflow) throw tooLong(model, overflow);
    } finally {
      gatherContent(say);
      sayGathered(say);
    }
  };

  return {
    get begun() {
      return hasBegun;
    },
    get done() {
      return done;
    },
    read(bytes, say) {
      bytesRead += bytes.length;
      parser.feed(decoder.decode(bytes, {stream: true}));
      takeWaiting(say);
    },
    finish(say) {
      if (done) return;
      // Some servers leave out the empty line after the last event.
      parser.feed('\n\n');
      if (waiting.at(-1)?.trim() !== '[DONE]') throw brokenOff(model, 'it ended without [DONE]');
      takeDone(say);
    },
  };
}

function parseChunk(model: string, data: string): CompletionChunk {
  try {
    return v.parse(CompletionChunk, JSON.parse(data));
  } catch (error) {
    throw garbled(model, data, error);
  }
}
