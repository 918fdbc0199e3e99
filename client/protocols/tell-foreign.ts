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
import {CitedText, renumbered} from './cited-text.ts';
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
  /** Numbers of sources by their addresses: what several models cite is one source. */
  readonly #sources = new Map<string, number>();

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
    /** By the model's own numbers. */
    const sources = new Map<number, number>();
    const numberOf = (own: number): number | undefined => sources.get(own) ?? (isAlone ? own : undefined);
    const cites = (): boolean => sources.size > 0;
    let cited = new CitedText(numberOf, cites);
    /** As the model wrote it, and as it was told. */
    let [own, text, reasoning] = ['', '', ''];
    const tell = (more: string): void => {
      if (more === '') return;
      text += more;
      this.#tell({type: 'answer-delta', model: name, text: more});
    };
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
            own += piece.text;
            tell(cited.take(piece.text));
          } else if (piece.kind === 'reasoning') {
            reasoning += piece.text;
            this.#tell({type: 'answer-reasoning-delta', model: name, text: piece.text});
          } else if (piece.kind === 'source') sources.set(piece.n, this.#numberOf(piece.source));
          else if (piece.kind === 'related') this.#tell({type: 'related-questions', questions: [...piece.questions]});
          else if (piece.kind === 'usage') usage = piece.usage;
          else if (piece.kind === 'end') finishReason = piece.finishReason;
          else if (piece.kind === 'stopped' || piece.kind === 'failed') {
            tell(cited.rest());
            return piece.kind === 'stopped' ? end('stopped', '') : end('upstream-failed', piece.message);
          }
          else {
            [own, text] = ['', ''];
            cited = new CitedText(numberOf, cites);
            this.#tell({type: 'answer-reset', model: name, reason: ''});
          }
        }
      }
      tell(cited.rest());
      const settled = renumbered(own, numberOf, cites);
      if (settled !== text) {
        // Sources came after the text that cites them: the answer is told again, with their numbers.
        text = '';
        this.#tell({type: 'answer-start', model: name, sources: []});
        if (reasoning !== '') this.#tell({type: 'answer-reasoning-delta', model: name, text: reasoning});
        tell(settled);
      }
      if (finishReason === undefined) throw fail(text === '' ? 'bad-response' : 'connection-lost');
      const known = new Set(sources.values());
      const citations = [...text.matchAll(/\[(\d{1,3})\]/g)].map(({index, 0: marker, 1: n}) => ({n: Number(n), start: index, end: index + marker.length})).filter(({n}) => known.has(n));
      this.#tell({type: 'answer-end', model: name, finishReason, citations, ttftMs: ttftMs ?? this.#ms(), ms: this.#ms(), ...(usage && {usage}), ...(finishReason === 'length' && {truncated: true})});
      return 'done';
    } catch (error) {
      tell(cited.rest());
      if (signal.aborted) return end('stopped', '');
      if (isAlone && text === '') throw error;
      const {code, message, detail} = isRecord(error) && 'code' in error ? (error as unknown as AskError) : fail('bad-response', {cause: error});
      return end(code, detail ?? message);
    }
  }

  /** A source's number; it is told of with the first model that has it. */
  #numberOf({url, title}: {readonly url: string; readonly title: string}): number {
    const known = this.#sources.get(url);
    if (known !== undefined) return known;
    const n = this.#sources.size + 1;
    this.#sources.set(url, n);
    this.#tell({type: 'source-late', source: {n, id: `source-${n}`, url, title, used: true, how: 'told'}});
    return n;
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
