/** server/adapters/litellm-model - makes chunks of the bytes of a streamed completion, however the network cut them. */
import {createParser, type ParseError} from 'eventsource-parser';
import * as v from 'valibot';
import type {Usage} from '../../../shared/source.ts';
import type {ModelChunk} from '../../models/model-provider.ts';
import {CompletionChunk, toUsage} from './completion-chunk.ts';
import {splitThinking} from './split-thinking.ts';
import {brokenOff, failureInStream, garbled, nothingSaid, tooLong} from './upstream-failures.ts';

/** Longest line that is kept, in UTF-16 units. */
const MAX_LINE = 1_000_000;

/** Reads one completion. */
export interface CompletionReader {
  /** Whether it has said anything. */
  readonly begun: boolean;
  /** Whether `[DONE]` came: what follows is of no interest. */
  readonly done: boolean;
  /** What the next bytes say; the text of several chunks in a row is one piece. @throws UpstreamError - When they tell or are a failure, after what they said before it. */
  read(bytes: Uint8Array): Generator<ModelChunk>;
  /** What the end of the bytes says. @throws UpstreamError - When it came too early. */
  finish(): Generator<ModelChunk>;
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
  const waiting: string[] = [];
  let overflow: ParseError | undefined;
  let finishReason: string | undefined;
  let usage: Usage | undefined;
  let bytesRead = 0;
  let hasText = false;
  let hasBegun = false;
  let done = false;

  const parser = createParser({
    maxBufferSize: MAX_LINE,
    onEvent: ({data}) => waiting.push(data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') overflow = error;
    },
  });

  function* say(pieces: readonly ModelChunk[]): Generator<ModelChunk> {
    for (const piece of pieces) {
      hasText ||= piece.type === 'text';
      hasBegun = true;
      yield piece;
    }
  }

  function* takeDone(): Generator<ModelChunk> {
    if (finishReason === undefined) throw brokenOff(model, '[DONE] came without a finish_reason');
    done = true;
    yield* say(thinking.end());
    if (mustSpeak && !hasText) throw nothingSaid(model);
    yield {type: 'end', finishReason: finishReason.replaceAll('_', '-'), ...(usage && {usage}), bytes: bytesRead};
  }

  function* takeChunk(data: string): Generator<ModelChunk> {
    const chunk = parseChunk(model, data);
    const [choice] = chunk.choices ?? [];
    const error = chunk.error ?? choice?.error;
    if (error !== undefined && error !== null) throw failureInStream(model, error);
    if (chunk.usage) usage = toUsage(chunk.usage);
    const {content, reasoning_content, reasoning} = choice?.delta ?? {};
    const thought = reasoning_content ?? reasoning;
    if (thought) yield* say([{type: 'reasoning', text: thought}]);
    if (content) yield* say(thinking.push(content));
    finishReason = choice?.finish_reason ?? finishReason;
  }

  function* takeWaiting(): Generator<ModelChunk> {
    for (const data of waiting.splice(0)) {
      if (done) return;
      yield* data.trim() === '[DONE]' ? takeDone() : takeChunk(data);
    }
    if (overflow) throw tooLong(model, overflow);
  }

  return {
    get begun() {
      return hasBegun;
    },
    get done() {
      return done;
    },
    read(bytes) {
      bytesRead += bytes.length;
      parser.feed(decoder.decode(bytes, {stream: true}));
      return joinText(takeWaiting());
    },
    *finish() {
      if (done) return;
      // Some servers leave out the empty line after the last event.
      parser.feed('\n\n');
      if (waiting.at(-1)?.trim() !== '[DONE]') throw brokenOff(model, 'it ended without [DONE]');
      yield* takeDone();
    },
  };
}

/** Joins pieces of one kind that follow each other; what comes before an error is given before it. */
function* joinText(pieces: Iterable<ModelChunk>): Generator<ModelChunk> {
  let joined: Exclude<ModelChunk, {type: 'end'}> | undefined;
  try {
    for (const piece of pieces) {
      if (joined && piece.type === joined.type) {
        joined = {type: joined.type, text: joined.text + piece.text};
        continue;
      }
      if (joined) yield joined;
      joined = undefined;
      if (piece.type === 'end') yield piece;
      else joined = piece;
    }
  } catch (error) {
    if (joined) yield joined;
    throw error;
  }
  if (joined) yield joined;
}

function parseChunk(model: string, data: string): CompletionChunk {
  try {
    return v.parse(CompletionChunk, JSON.parse(data));
  } catch (error) {
    throw garbled(model, data, error);
  }
}
