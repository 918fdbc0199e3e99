import {expect} from '@open-wc/testing';
import {openAi} from '../../../client/protocols/open-ai.ts';
import type {Piece} from '../../../client/protocols/piece.ts';

const chunk = (delta: object, more: object = {}) => JSON.stringify({id: 'c', object: 'chat.completion.chunk', choices: [{index: 0, delta, finish_reason: null}], ...more});
const read = (...frames: string[]): readonly Piece[] => frames.flatMap(openAi.reader());

describe('OpenAI’s chat completions', () => {
  it('are asked for where an address names a base or the endpoint itself', () => {
    expect(openAi.endpoint('https://llm.example/v1')).to.equal('https://llm.example/v1/chat/completions');
    expect(openAi.endpoint('https://llm.example/v1/')).to.equal('https://llm.example/v1/chat/completions');
    expect(openAi.endpoint('https://llm.example/openai/chat/completions?api-version=1')).to.equal('https://llm.example/openai/chat/completions?api-version=1');
  });

  it('hear what was said before, and are asked for token counts; a model is named where the page names one', () => {
    const before = [{question: 'Why tides?', answer: 'The Moon.'}];
    expect(openAi.body({question: 'And two?', before, chat: 'c', model: undefined})).to.deep.equal({
      messages: [{role: 'user', content: 'Why tides?'}, {role: 'assistant', content: 'The Moon.'}, {role: 'user', content: 'And two?'}],
      stream: true,
      stream_options: {include_usage: true},
    });
    expect(openAi.body({question: 'x', before: [], chat: 'c', model: 'm'})).to.include({model: 'm'});
  });

  it('are read: thoughts, text, the end and its counts, which may be null', () => {
    const usage = {prompt_tokens: 7, completion_tokens: 3, total_tokens: 10};
    expect(read(chunk({role: 'assistant', content: ''}), chunk({reasoning_content: 'Hm.'}), chunk({reasoning: 'So.'}), chunk({content: 'The Moon.'}, {usage: null}), JSON.stringify({choices: [{index: 0, delta: {}, finish_reason: 'content_filter'}]}), JSON.stringify({choices: [], usage}))).to.deep.equal([
      {kind: 'reasoning', text: 'Hm.'},
      {kind: 'reasoning', text: 'So.'},
      {kind: 'text', text: 'The Moon.'},
      {kind: 'end', finishReason: 'content-filter'},
      {kind: 'usage', usage: {promptTokens: 7, completionTokens: 3, totalTokens: 10}},
    ]);
  });

  it('tell each source once, however often it is repeated, and the questions once', () => {
    const evidence = {citations: ['https://a.example/', 'https://b.example/'], search_results: [{title: 'A', url: 'https://a.example/'}, {url: 'https://b.example/'}], related_questions: ['And two?', 7]};
    expect(read(chunk({content: 'x'}, evidence), chunk({content: 'y'}, evidence))).to.deep.equal([
      {kind: 'source', n: 1, source: {url: 'https://a.example/', title: 'A'}},
      {kind: 'source', n: 2, source: {url: 'https://b.example/', title: 'https://b.example/'}},
      {kind: 'text', text: 'x'},
      {kind: 'related', questions: ['And two?']},
      {kind: 'text', text: 'y'},
    ]);
    expect(read(chunk({}, {citations: ['https://a.example/']}))).to.deep.equal([{kind: 'source', n: 1, source: {url: 'https://a.example/', title: 'https://a.example/'}}]);
  });

  it('count a page that is named twice twice, as their markers do', () => {
    const [a, b] = ['https://a.example/', 'https://b.example/'];
    expect(read(chunk({}, {citations: [a, a, b]}), chunk({}, {citations: [a, a, b]})).map((piece) => piece.kind === 'source' && [piece.n, piece.source.url])).to.deep.equal([[1, a], [2, a], [3, b]]);
  });

  it('fail with an error object, under 200 too', () => {
    expect(read('{"error": {"message": "It broke.", "code": "500"}}')).to.deep.equal([{kind: 'failed', message: 'It broke.'}]);
    expect(read('{"error": "It broke."}')).to.deep.equal([{kind: 'failed', message: ''}]);
  });

  it('that are none say nothing', () => {
    expect(read('', 'null', '[]', '"text"', '{"choices": "x"}', '{"choices": [null]}', '{"choices": [{"delta": {"content": 7}}]}', '{not json')).to.deep.equal([]);
  });
});
