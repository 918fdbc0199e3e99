/** perf/support - what a V8 CPU profile says: own time by function and by part of the program. */
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';

/** A `.cpuprofile`, as far as it is read here. Times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {readonly id: number; readonly callFrame: {readonly functionName: string; readonly url: string; readonly lineNumber: number}; readonly children?: readonly number[]}[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Own time of something; what it called is counted there. */
export interface OwnTime {
  readonly name: string;
  readonly ms: number;
  /** Of all time that was not idle, in percent. */
  readonly percent: number;
}

/** Where the time went; both lists begin with the most. */
export interface ProfileSummary {
  readonly busyMs: number;
  readonly functions: readonly OwnTime[];
  readonly parts: readonly OwnTime[];
}

/**
 * Sums own time.
 * @param root - Files below it are named by their path in it.
 */
export function summarizeProfile({nodes, samples, timeDeltas}: CpuProfile, root: string): ProfileSummary {
  const frames = new Map(nodes.map(({id, callFrame}) => [id, callFrame]));
  const functions = new Map<string, number>();
  const parts = new Map<string, number>();
  let busyMs = 0;
  for (const [index, id] of samples.entries()) {
    const {functionName = '', url = '', lineNumber = 0} = frames.get(id) ?? {};
    if (functionName === '(idle)') continue;
    const ms = (timeDeltas[index] ?? 0) / 1_000;
    const place = placeOf(url, root);
    busyMs += ms;
    add(functions, `${functionName || '(anonymous)'}${place ? ` ${place}:${lineNumber + 1}` : ''}`, ms);
    add(parts, partOf(place, functionName), ms);
  }
  const sorted = (times: ReadonlyMap<string, number>): OwnTime[] =>
    [...times].sort(([, one], [, other]) => other - one).map(([name, ms]) => ({name, ms: Math.round(ms), percent: Math.round((1_000 * ms) / Math.max(busyMs, 1)) / 10}));
  return {busyMs: Math.round(busyMs), functions: sorted(functions), parts: sorted(parts)};
}

const add = (times: Map<string, number>, name: string, ms: number): void => void times.set(name, (times.get(name) ?? 0) + ms);

/** The path of a file in the checkout, a module of Node, or nothing for what has no file. */
function placeOf(url: string, root: string): string {
  if (!url.startsWith('file:')) return url;
  return relative(root, fileURLToPath(url)).replace(/^.*node_modules\//, '');
}

/** Folder of ours, package, Node, V8. */
function partOf(place: string, functionName: string): string {
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (functionName === '(program)') return 'system calls and V8';
  if (place === '') return 'V8 built-ins';
  if (place.startsWith('node:')) return `node: ${place.slice('node:'.length).split('/').slice(0, 2).join('/')}`;
  return place.split('/').slice(0, place.startsWith('@') || place.startsWith('server/') ? 2 : 1).join('/');
}
