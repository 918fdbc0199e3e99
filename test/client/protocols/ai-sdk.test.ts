import {expect} from '@open-wc/testing';
import {aiSdk} from '../../../client/protocols/ai-sdk.ts';
import type {Piece} from '../../../client/protocols/piece.ts';

const read = (...chunks: object[]): readonly Piece[] => chunks.map((chunk) => JSON.stringify(chunk)).flatMap(aiSdk.reader());

describe('the AI SDK’s UI message stream', () => {
  it('is asked for as its own client asks: the whole chat, as messages of parts', () => {
    expect(aiSdk.endpoint('https://app.example/api/chat')).to.equal('https://app.example/api/chat');
    expect(aiSdk.body({question: 'And two?', before: [{question: 'Why tides?', answer: 'The Moon.'}], chat: 'c', model: undefined})).to.deep.equal({
      id: 'c',
      trigger: 'submit-message',
      messages: [
        {id: 'c-0', role: 'user', parts: [{type: 'text', text: 'Why tides?'}]},
        {id: 'c-1', role: 'assistant', parts: [{type: 'text', text: 'The Moon.'}]},
        {id: 'c-2', role: 'user', parts: [{type: 'text', text: 'And two?'}]},
      ],
    });
  });

  it('is read: sources once, thoughts, texts one after the other, the end', () => {
    const source = {type: 'source-url', sourceId: 's', url: 'https://a.example/', title: 'A'};
    expect(read({type: 'start'}, {type: 'start-step'}, source, source, {type: 'source-url', sourceId: 't', url: 'https://b.example/'}, {type: 'reasoning-delta', id: 'r', delta: 'Hm.'}, {type: 'text-start', id: '1'}, {type: 'text-delta', id: '1', delta: 'One.'}, {type: 'text-end', id: '1'}, {type: 'tool-input-start', toolCallId: 'x', toolName: 'y'}, {type: 'text-start', id: '2'}, {type: 'text-delta', id: '2', delta: 'Two.'}, {type: 'finish', finishReason: 'length', messageMetadata: {totalUsage: {inputTokens: 7, outputTokens: 3, totalTokens: 10}}})).to.deep.equal([
      {kind: 'source', n: 1, source: {url: 'https://a.example/', title: 'A'}},
      {kind: 'source', n: 2, source: {url: 'https://b.example/', title: 'https://b.example/'}},
      {kind: 'reasoning', text: 'Hm.'},
      {kind: 'text', text: 'One.'},
      {kind: 'text', text: '\n\n'},
      {kind: 'text', text: 'Two.'},
      {kind: 'usage', usage: {promptTokens: 7, completionTokens: 3, totalTokens: 10}},
      {kind: 'end', finishReason: 'length'},
    ]);
  });

  it('takes back a step, is ended from the other side, and fails', () => {
    expect(read({type: 'text-start', id: '1'}, {type: 'text-delta', id: '1', delta: 'Wrong'}, {type: 'reset-step'}, {type: 'text-start', id: '2'}, {type: 'text-delta', id: '2', delta: 'Right'})).to.deep.equal([{kind: 'text', text: 'Wrong'}, {kind: 'void'}, {kind: 'text', text: 'Right'}]);
    expect(read({type: 'abort', reason: 'x'})).to.deep.equal([{kind: 'stopped'}]);
    expect(read({type: 'error', errorText: 'It broke.'})).to.deep.equal([{kind: 'failed', message: 'It broke.'}]);
  });

  it('leaves out what it does not know', () => {
    expect(read({type: 'data-weather', data: {}}, {type: 'file', url: 'x'}, {type: 'new-thing'}, {}, [], {type: 'message-metadata', messageMetadata: {mood: 'good'}})).to.deep.equal([]);
  });
});
