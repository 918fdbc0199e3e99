import {expect} from 'chai';
import {createParser, type EventSourceMessage} from 'eventsource-parser';
import fc from 'fast-check';
import {encodeFrame, HEARTBEAT} from '../../shared/sse-codec.ts';
import {anyEvent} from '../support/session-events.ts';

const decode = (pieces: readonly string[]) => {
  const messages: EventSourceMessage[] = [];
  const retries: number[] = [];
  const parser = createParser({onEvent: (message) => messages.push(message), onRetry: (ms) => retries.push(ms)});
  for (const piece of pieces) parser.feed(piece);
  return {messages, retries};
};

const cut = (text: string, places: readonly number[]) => {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...at, text.length].map((end, index) => text.slice(at[index - 1] ?? 0, end));
};

describe('encodeFrame', () => {
  it('is read back by an EventSource parser for every event, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, {maxLength: 6}), fc.array(fc.nat(), {maxLength: 12}), (events, places) => {
        const text = events.map((event, index) => encodeFrame({id: index + 1, data: JSON.stringify(event)})).join('');
        const {messages} = decode(cut(text, places));
        expect(messages.map(({data}) => JSON.parse(data) as unknown)).to.deep.equal(JSON.parse(JSON.stringify(events)));
        expect(messages.map(({id}) => id)).to.deep.equal(events.map((_, index) => String(index + 1)));
        expect(messages.every(({event}) => event === undefined)).to.equal(true);
      }),
    );
  });

  it('carries text that looks like the protocol itself', () => {
    const nasty = ': not a comment\ndata: x\n\nid: 9\r\nretry: 1\u2028\u2029\0';
    const {messages} = decode([encodeFrame({id: 1, data: JSON.stringify({nasty})})]);
    expect(messages).to.have.length(1);
    expect(JSON.parse(messages[0]!.data)).to.deep.equal({nasty});
  });

  it('puts retry on the frame it belongs to, and no empty message', () => {
    const {messages, retries} = decode([encodeFrame({id: 1, data: '{}', retry: 1234})]);
    expect(retries).to.deep.equal([1234]);
    expect(messages).to.have.length(1);
  });

  it('gives a heartbeat no id, so that a reader keeps its place', () => {
    const {messages} = decode([encodeFrame({data: JSON.stringify(HEARTBEAT)})]);
    expect(messages).to.deep.equal([{id: undefined, event: undefined, data: '{"type":"heartbeat"}'}]);
  });
});
