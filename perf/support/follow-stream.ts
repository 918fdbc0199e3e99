/** perf/support - one reader who goes on reading, and tells how far they are. */
import {request} from 'node:http';
import {createParser} from 'eventsource-parser';
import type {SessionFrame} from '../../shared/session-event.ts';

/** How far a reader is. */
export interface Heard {
  /** Of the last frame. */
  readonly id: number;
  /** Characters of the answer's text. */
  readonly text: number;
}

/** A reader. */
export interface Reader {
  readonly heard: Heard;
  /** Resolves once this holds. */
  until(holds: (heard: Heard) => boolean): Promise<Heard>;
  leave(): void;
}

/** Reads a stream of events until it ends or is left. */
export function followStream(url: string): Reader {
  let heard: Heard = {id: 0, text: 0};
  let check: () => void = () => undefined;
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent({id, data}) {
      const frame = JSON.parse(data) as SessionFrame;
      heard = {id: id === undefined ? heard.id : Number(id), text: heard.text + (frame.type === 'answer-delta' && 'text' in frame ? frame.text.length : 0)};
      check();
    },
  });
  const sent = request(url, {agent: false}, (response) => void response.on('data', (piece: Buffer) => parser.feed(decoder.decode(piece, {stream: true})))).on('error', () => undefined);
  sent.end();
  return {
    get heard() {
      return heard;
    },
    until: (holds) =>
      new Promise((resolve) => {
        check = () => {
          if (holds(heard)) resolve(heard);
        };
        check();
      }),
    leave: () => void sent.destroy(),
  };
}
