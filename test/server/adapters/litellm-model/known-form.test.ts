import {expect} from 'chai';
import fc from 'fast-check';
import {knownForm} from '../../../../server/adapters/litellm-model/known-form.ts';

const chunk = (content: unknown, more: object = {}) => JSON.stringify({id: 'c1', choices: [{index: 0, delta: {content}, finish_reason: null}], ...more});

describe('knownForm', () => {
  it('reads the text of a chunk that differs in nothing else', () => {
    const form = knownForm();
    expect(form.textOf(chunk('a'))).to.equal(undefined);
    form.learn(chunk('a'));
    expect(form.textOf(chunk(' tides 潮'))).to.equal(' tides 潮');
  });

  it('leaves to the parser what has another form, or text that JSON writes in another way', () => {
    const form = knownForm();
    form.learn(chunk('a'));
    const others = [chunk(''), chunk(null), chunk('a "word"'), chunk('a\nb'), chunk('\\'), chunk('a', {usage: {}}), chunk('a').replace('null', '"stop"'), chunk('a').replace('c1', 'c2'), '[DONE]', ''];
    for (const other of others) expect(form.textOf(other), other).to.equal(undefined);
  });

  it('learns no form in which the text could stand in two places', () => {
    const form = knownForm();
    form.learn(chunk('a', {content: 'b'}));
    expect(form.textOf(chunk('a', {content: 'b'}))).to.equal(undefined);
  });

  it('stops looking where every chunk is different', () => {
    const form = knownForm();
    for (let id = 0; id < 20; id++) form.learn(chunk('a', {id}));
    expect(form.textOf(chunk('b', {id: 19}))).to.equal(undefined);
  });

  it('reads what a parser reads, whatever the text', () => {
    const form = knownForm();
    form.learn(chunk('a'));
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom('a', ' ', '"', '\\', '\n', '\u0000', '\u007F', '潮', '🌊', '\uD83C'), maxLength: 12}), (text) => {
        expect(form.textOf(chunk(text)) ?? text).to.equal((JSON.parse(chunk(text)) as {choices: [{delta: {content: string}}]}).choices[0].delta.content);
      }),
    );
  });
});
