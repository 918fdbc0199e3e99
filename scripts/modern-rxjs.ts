/**
 * scripts - an esbuild plugin: RxJS with the language's own `async` in place of tslib's, which is for browsers that have none, and with
 * sources that emit at once: that they could be given a scheduler, which nobody does here, takes as much as all that we use of them.
 */
import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/** By file: from where on it is written anew, and how. */
const modern: Readonly<Record<string, readonly [from: string, code: string]>> = {
  'observable/innerFrom.js': [
    'function process(asyncIterable, subscriber) {',
    `async function process(asyncIterable, subscriber) {
      for await (const value of asyncIterable) {
        subscriber.next(value);
        if (subscriber.closed) return;
      }
      subscriber.complete();
    }`,
  ],
  'observable/from.js': [
    "import { scheduled } from '../scheduled/scheduled';",
    `import { innerFrom } from './innerFrom';
    export function from(input, scheduler) {
      if (scheduler) throw new TypeError('This build of RxJS has no from() with a scheduler: see scripts/modern-rxjs.ts');
      return innerFrom(input);
    }`,
  ],
  'util/isReadableStreamLike.js': [
    'export function readableStreamLikeToAsyncGenerator(readableStream) {',
    `export async function* readableStreamLikeToAsyncGenerator(readableStream) {
      const reader = readableStream.getReader();
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) return;
          yield value;
        }
      } finally {
        reader.releaseLock();
      }
    }
    export function isReadableStreamLike(obj) {
      return isFunction(obj?.getReader);
    }`,
  ],
};

export const modernRxjs: Plugin = {
  name: 'modern-rxjs',
  setup(build) {
    build.onLoad({filter: /[\\/]rxjs[\\/]dist[\\/]esm[\\/]internal[\\/](observable[\\/](?:innerFrom|from)|util[\\/]isReadableStreamLike)\.js$/}, async ({path}) => ({contents: modernize(path, await readFile(path, 'utf8')), loader: 'js'}));
  },
};

function modernize(path: string, source: string): string {
  const [, [from, code] = ['', '']] = Object.entries(modern).find(([file]) => path.replaceAll('\\', '/').endsWith(file)) ?? [];
  const start = source.indexOf(from);
  if (from === '' || start < 0) throw new Error(`RxJS has written ${path} anew: see scripts/modern-rxjs.ts`);
  return source.slice(0, start).replace(/import \{[^}]*\} from "tslib";/, '') + code;
}
