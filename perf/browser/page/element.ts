/**
 * perf/browser/page - the built element, from events to pixels. Only the network is a stand-in: an EventSource that the page
 * plays, and a `fetch()` that accepts the question. The question is out until the renderer is there and warm, as it is while a server searches.
 */
import {Stream} from './stand-in-stream.ts';
import type {Technique} from './technique.ts';

/** As long as the renderer warms up in short tasks, in milliseconds. */
const WARM_MS = 500;

const replies: Readonly<Record<string, object>> = {
  '/v1/models': {object: 'list', data: [{id: 'm1', object: 'model', default: true}]},
  '/v1/sessions': {id: 's1', eventsUrl: '/v1/sessions/s1/events'},
};

const pages = Array.from({length: 6}, (_, index) => ({n: index + 1, id: `p${index + 1}`, url: `https://site${index + 1}.example/`, title: `Page ${index + 1}`, used: true, how: 'page' as const}));

function begin(stream: Stream, models: string[]): void {
  stream.open();
  stream.say({type: 'session-start', question: 'What causes the tides?', models, providers: ['corpus'], startedAt: '2026-11-23T18:00:00.000Z'});
  stream.say({type: 'analysis-start'});
  stream.say({type: 'analysis-end', queries: ['tides'], language: 'en', terms: ['tides'], intent: 'answer', ms: 20});
  stream.say({type: 'search-start', queries: ['tides'], providers: ['corpus']});
  stream.say({type: 'search-end', found: pages.length, ms: 200});
  stream.say({type: 'enrichment-start', total: pages.length});
  stream.say({type: 'enrichment-end', sources: pages, ms: 900});
  for (const model of models) stream.say({type: 'answer-start', model, sources: pages.map(({n}) => n)});
}

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise(requestAnimationFrame);
};

let models: string[] = [];
let isOver = false;

export const technique: Technique = {
  followsByItself: true,

  async start(main, answers) {
    Object.assign(globalThis, {
      EventSource: Stream,
      fetch: (url: string) => Promise.resolve(Response.json(replies[new URL(url).pathname] ?? {}, {status: 201})),
    });
    const element = document.createElement('llm-window');
    element.setAttribute('question', 'What causes the tides?');
    element.addEventListener('llm-answer', () => (isOver = true));
    main.append(element);
    const entry = new URL('/llm-window.js', location.href).href;
    await import(entry);
    await until(() => Stream.opened.length > 0 && customElements.get('llm-answer') !== undefined);
    await new Promise((done) => setTimeout(done, WARM_MS));
    models = Array.from({length: answers}, (_, index) => `m${index + 1}`);
    begin(Stream.opened[0]!, models);
  },

  write(text) {
    for (const model of models) Stream.opened[0]!.say({type: 'answer-delta', model, text});
  },

  async end() {
    for (const model of models) Stream.opened[0]!.say({type: 'answer-end', model, finishReason: 'stop', citations: [], ttftMs: 500, ms: 5_000});
    Stream.opened[0]!.say({type: 'session-end', outcome: 'done', ms: 6_000});
    await until(() => isOver);
  },
};
