/**
 * client/protocols - one question that is asked of a server that is not ours, told as the events of a session, so that the same
 * reducer and elements show it. Several models are asked at the same time; each fails by itself.
 */
import type {AskRequest} from '../../shared/ask-request.ts';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {SessionState} from '../../shared/session-state.ts';
import type {Usage} from '../../shared/source.ts';
import type {Protocol as ProtocolName} from '../store/api.ts';
import type {AskError} from '../store/ask-error.ts';
import {aiSdk} from './ai-sdk.ts';
import {openAi} from './open-ai.ts';
import {type Protocol, isRecord} from './piece.ts';
import {type Posting, postStream} from './post-stream.ts';

/** By what the `protocol` attribute says. */
const protocols = {'ai-sdk': aiSdk, openai: openAi} as const;

/** An event without its time. */
type Said = SessionEvent extends infer Event ? (Event extends SessionEvent ? Omit<Event, 'at'> : never) : never;
type Outcome = 'done' | 'stopped' | 'failed';

/** What is asked, of whom, after what. */
export interface ForeignAsk extends Posting {
  readonly server: string;
  readonly protocol: ProtocolName;
  readonly request: AskRequest;
  /** The questions before, oldest first. */
  readonly before: readonly SessionState[];
}

/**
 * Asks and tells what comes, up to `session-end`. Until the signal aborts it; what was written stays then.
 * @throws AskError - When the only model could not be asked, or nothing came of it.
 */
export const tellForeign = (ask: ForeignAsk, say: (event: SessionEvent) => void): Promise<void> => new ForeignRun(ask, say).tell();

class ForeignRun {
  readonly #ask: ForeignAsk;
  readonly #protocol: Protocol;
  readonly #url: string;
  readonly #say: (event: SessionEvent) => void;
  readonly #startedAt = performance.now();
  readonly #chat: string;
  #sources = 0;

  constructor(ask: ForeignAsk, say: (event: SessionEvent) => void) {
    this.#ask = ask;
    this.#say = say;
    this.#protocol = protocols[ask.protocol];
    this.#url = this.#protocol.endpoint(ask.server);
    this.#chat = ask.before[0]?.parent ?? [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async tell(): Promise<void> {
    const {request} = this.#ask;
    const named = request.models ?? [];
    const models = named.length > 0 ? named : [undefined];
    const names = models.map((model) => model ?? new URL(this.#url).host);
    this.#tell({type: 'session-start', question: request.question, models: names, providers: [], startedAt: new Date().toISOString(), parent: this.#chat});
    const outcomes = await Promise.all(models.map((model, index) => this.#answer(model, names[index] ?? '', models.length === 1)));
    const outcome = (['done', 'stopped'] as const).find((one) => outcomes.includes(one)) ?? 'failed';
    const code = outcome === 'stopped' ? 'stopped' : 'no-answer';
    this.#tell({type: 'session-end', outcome, ms: this.#ms(), ...(outcome !== 'done' && {code})});
  }

  async #answer(model: string | undefined, name: string, isAlone: boolean): Promise<Outcome> {
    const {request, signal, fail} = this.#ask;
    const body = this.#protocol.body({question: request.question, before: this.#before(name), chat: this.#chat, model});
    const read = this.#protocol.reader();
    let text = '';
    let ttftMs: number | undefined;
    let usage: Usage | undefined;
    let finishReason: string | undefined;
    const end = (code: string, message: string): Outcome => {
      this.#tell({type: 'answer-error', model: name, code, message, partial: text !== '', ms: this.#ms()});
      return code === 'stopped' ? 'stopped' : 'failed';
    };
    this.#tell({type: 'answer-start', model: name, sources: []});
    try {
      for await (const data of postStream(this.#url, body, this.#ask)) {
        if (data === '[DONE]') break;
        for (const piece of read(data)) {
          if (piece.kind === 'text') {
            ttftMs ??= this.#ms();
            text += piece.text;
            this.#tell({type: 'answer-delta', model: name, text: piece.text});
          } else if (piece.kind === 'reasoning') this.#tell({type: 'answer-reasoning-delta', model: name, text: piece.text});
          else if (piece.kind === 'source') this.#addSource(piece.source);
          else if (piece.kind === 'related') this.#tell({type: 'related-questions', questions: [...piece.questions]});
          else if (piece.kind === 'usage') usage = piece.usage;
          else if (piece.kind === 'end') finishReason = piece.finishReason;
          else if (piece.kind === 'stopped') return end('stopped', '');
          else if (piece.kind === 'failed') return end('upstream-failed', piece.message);
          else {
            text = '';
            this.#tell({type: 'answer-reset', model: name, reason: ''});
          }
        }
      }
      if (finishReason === undefined) throw fail(text === '' ? 'bad-response' : 'connection-lost');
      const citations = [...text.matchAll(/\[(\d{1,3})\]/g)].map(({index, 0: marker, 1: n}) => ({n: Number(n), start: index, end: index + marker.length})).filter(({n}) => n >= 1 && n <= this.#sources);
      this.#tell({type: 'answer-end', model: name, finishReason, citations, ttftMs: ttftMs ?? this.#ms(), ms: this.#ms(), ...(usage && {usage}), ...(finishReason === 'length' && {truncated: true})});
      return 'done';
    } catch (error) {
      if (signal.aborted) return end('stopped', '');
      if (isAlone && text === '') throw error;
      const {code, message, detail} = isRecord(error) && 'code' in error ? (error as unknown as AskError) : fail('bad-response', {cause: error});
      return end(code, detail ?? message);
    }
  }

  #addSource({url, title}: {readonly url: string; readonly title: string}): void {
    this.#sources += 1;
    this.#tell({type: 'source-late', source: {n: this.#sources, id: `source-${this.#sources}`, url, title, used: true, how: 'told'}});
  }

  /** What was said before, as this model said it where it did. */
  #before(model: string) {
    return this.#ask.before.flatMap(({question, answers, synthesis}) => {
      const said = answers.find((answer) => answer.model === model && answer.text !== '') ?? (synthesis?.text ? synthesis : answers.find(({text}) => text !== ''));
      return said ? [{question, answer: said.text}] : [];
    });
  }

  #ms(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  #tell(said: Said): void {
    this.#say({...said, at: this.#ms()});
  }
}
