/** perf/browser - how long scripts run in each frame, out of a trace: the main thread's own time, so a busy neighbour counts little. */
import type {CDPSession} from 'playwright-core';
import {percentiles, type Percentiles} from '../support/percentiles.ts';

/** A span of time on a thread, as Chromium's traces have it; in microseconds. */
interface Span {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of it, what the thread itself ran. */
  readonly tdur?: number;
}

/** Of each frame that is drawn, near its end. */
const FRAME = 'Layerize';
/** What runs scripts; what runs within another one counts with it. */
const scripts = new Set(['FunctionCall', 'FireAnimationFrame', 'TimerFire', 'EventDispatch', 'RunMicrotasks']);

/** Notes a page's frames while something happens. Resolves to what that came to, and to the script in each frame, in milliseconds. */
export async function scriptPerFrame<Value>(devtools: CDPSession, happens: () => Promise<Value>): Promise<readonly [Value, Percentiles]> {
  const spans: Span[] = [];
  devtools.on('Tracing.dataCollected', ({value}) => spans.push(...(value as unknown as Span[])));
  const complete = new Promise((done) => devtools.once('Tracing.tracingComplete', done));
  await devtools.send('Tracing.start', {traceConfig: {includedCategories: ['devtools.timeline']}, transferMode: 'ReportEvents'});
  const value = await happens();
  await devtools.send('Tracing.end');
  await complete;
  return [value, percentiles(framesOf(spans))];
}

/** The script of each frame and of what runs before it, in milliseconds. */
function framesOf(spans: readonly Span[]): number[] {
  const {pid, tid} = spans.find(({name}) => name === FRAME) ?? {};
  const own = spans.filter((span) => span.ph === 'X' && span.pid === pid && span.tid === tid && (span.name === FRAME || scripts.has(span.name))).toSorted((one, other) => one.ts - other.ts);
  const frames: number[] = [];
  let end = 0;
  for (const {name, ts, dur = 0, tdur = 0} of own) {
    if (name === FRAME) frames.push(0);
    else if (ts >= end && frames.length > 0) {
      frames[frames.length - 1]! += tdur / 1_000;
      end = ts + dur;
    }
  }
  return frames;
}
