import {expect} from '@open-wc/testing';
import {tellForeign} from '../../../client/protocols/tell-foreign.ts';
import {AskError} from '../../../client/store/ask-error.ts';
import {reduceSession} from '../../../shared/reduce-session.ts';
import {emptySession, type SessionState} from '../../../shared/session-state.ts';

/** What a model says: text, and after which of its texts its sources come. */
interface Said {
  readonly texts: readonly string[];
  readonly sources: readonly string[];
  readonly sourcesAfter: number;
}

const chunks = ({texts, sources, sourcesAfter}: Said) => [
  ...texts.map((content, index) => ({choices: [{index: 0, delta: {content}}], ...(index >= sourcesAfter && {citations: sources})})),
  {choices: [{index: 0, delta: {}, finish_reason: 'stop'}], citations: sources},
];

/** What models, asked side by side, add up to. */
async function askedOf(models: Readonly<Record<string, Said>>): Promise<SessionState> {
  const browser = globalThis.fetch;
  globalThis.fetch = (_, init) => {
    const {model} = JSON.parse(init?.body as string) as {model: string};
    const said = models[model];
    const frames = said ? chunks(said).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`) : [];
    return Promise.resolve(new Response(frames.join(''), {headers: {'content-type': 'text/event-stream'}}));
  };
  let state = emptySession;
  try {
    const request = {question: 'Why?', models: Object.keys(models)};
    const posting = {token: undefined, fail: (code: string) => new AskError(code), whyNot: () => Promise.resolve('network'), signal: new AbortController().signal};
    await tellForeign({server: 'https://llm.example/v1', protocol: 'openai', request, before: [], ...posting}, (event) => (state = reduceSession(state, event)));
  } finally {
    globalThis.fetch = browser;
  }
  return state;
}

/** Where the markers of an answer lead. */
const cited = ({answers, sources}: SessionState, model: string) =>
  [...(answers.find((answer) => answer.model === model)?.text ?? '').matchAll(/\[(\d+)\]/g)].map(([, n]) => sources.find((source) => source.n === Number(n))?.url);

const [a, b, c] = ['https://a.example/', 'https://b.example/', 'https://c.example/'];

describe('several models of a server that is not ours', () => {
  it('cite their own sources, each page under one number', async () => {
    const state = await askedOf({
      one: {texts: ['First [1], then [', '2].'], sources: [a, b], sourcesAfter: 0},
      two: {texts: ['Other [1] and [2][1', ']. Nothing [3].'], sources: [c, a], sourcesAfter: 0},
    });
    expect(state.sources.map(({n}) => n).sort()).to.deep.equal([1, 2, 3]);
    expect(cited(state, 'one')).to.deep.equal([a, b]);
    expect(cited(state, 'two')).to.deep.equal([c, a, c]);
    for (const {text, citations} of state.answers) for (const {n, start, end} of citations) expect(text.slice(start, end)).to.equal(`[${n}]`);
    expect(state.answers.map(({citations}) => citations.length)).to.deep.equal([2, 3]);
  });

  it('cite them also where they are told of after the text', async () => {
    const state = await askedOf({
      one: {texts: ['First [1].'], sources: [a], sourcesAfter: 0},
      two: {texts: ['Other [1].', ' More [2].'], sources: [b, c], sourcesAfter: 2},
    });
    expect(cited(state, 'one')).to.deep.equal([a]);
    expect(cited(state, 'two')).to.deep.equal([b, c]);
    expect(state.answers.find(({model}) => model === 'two')).to.deep.include({status: 'done'}).and.not.have.property('reset');
  });

  it('alone, keeps the numbers that it has', async () => {
    const state = await askedOf({one: {texts: ['First [1], twice [2], then [3] and [9].'], sources: [a, a, b], sourcesAfter: 1}});
    expect(cited(state, 'one')).to.deep.equal([a, a, b, undefined]);
  });
});
