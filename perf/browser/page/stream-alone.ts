/** perf/browser/page - the stand-in's stream with a listener that does nothing: what it costs to say each delta as an event, which a browser's own stream does outside of scripts. */
import {Stream} from './stand-in-stream.ts';
import type {Technique} from './technique.ts';

const stream = new Stream();
stream.onmessage = () => undefined;

export const technique: Technique = {
  start: () => stream.open(),
  write: (text) => stream.say({type: 'answer-delta', model: 'm1', text}),
  end: () => stream.close(),
};
