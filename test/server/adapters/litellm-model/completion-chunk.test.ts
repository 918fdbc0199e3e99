import {expect} from 'chai';
import * as v from 'valibot';
import {CompletionChunk, toUsage} from '../../../../server/adapters/litellm-model/completion-chunk.ts';

describe('CompletionChunk', () => {
  const usageOf = (usage: string) => toUsage(v.parse(CompletionChunk, JSON.parse(`{"choices": [], "usage": ${usage}}`)).usage ?? {prompt_tokens: undefined, completion_tokens: undefined, total_tokens: undefined, cost: undefined});

  it('takes no number that is none, or of which a sum would be none', () => {
    expect(usageOf('{"cost": 0.25, "prompt_tokens": 3}')).to.deep.equal({cost: 0.25, promptTokens: 3});
    for (const number of ['1e999', '1e308', '-1', 'null', '"1"']) expect(usageOf(`{"cost": ${number}, "total_tokens": ${number}}`), number).to.deep.equal({});
  });
});
