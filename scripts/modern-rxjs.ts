/**
 * scripts - an esbuild plugin: RxJS as this client uses it. Sources are observables, promises and arrays, and emit at once; the one
 * clock is the browser's; what RxJS 6 did is not asked for. The rest takes as much as all that is used.
 */
import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/** By file: from where on it is written anew, and how. */
const modern: Readonly<Record<string, readonly [from: string, code: string]>> = {
  'observable/innerFrom.js': [
    "import { isInteropObservable } from '../util/isInteropObservable';",
    `import { reportUnhandledError } from '../util/reportUnhandledError';
    export function innerFrom(input) {
      if (input instanceof Observable) return input;
      return new Observable(isArrayLike(input) ? tellAll(input) : isPromise(input) ? tellLater(input) : refuse);
    }
    const tellAll = (values) => (subscriber) => {
      for (const value of values) {
        if (subscriber.closed) return;
        subscriber.next(value);
      }
      subscriber.complete();
    };
    const tellLater = (promise) => (subscriber) => {
      promise
        .then(
          (value) => {
            subscriber.next(value);
            subscriber.complete();
          },
          (error) => subscriber.error(error),
        )
        .then(null, reportUnhandledError);
    };
    const refuse = () => {
      throw new TypeError('This build of RxJS has observables, promises and arrays as sources: see scripts/modern-rxjs.ts');
    };`,
  ],
  'observable/from.js': ["import { scheduled } from '../scheduled/scheduled';", "export { innerFrom as from } from './innerFrom';"],
  'observable/timer.js': [
    "import { async as asyncScheduler } from '../scheduler/async';",
    `export function timer(dueMs) {
      return new Observable((subscriber) => {
        const id = setTimeout(() => {
          subscriber.next(0);
          subscriber.complete();
        }, dueMs);
        return () => clearTimeout(id);
      });
    }`,
  ],
  'util/isScheduler.js': ["import { isFunction } from './isFunction';", 'export const isScheduler = () => false;'],
  'util/executeSchedule.js': ['export function executeSchedule(', 'export const executeSchedule = () => undefined;'],
  'util/errorContext.js': ["import { config } from '../config';", 'export const errorContext = (run) => run();\nexport const captureError = () => undefined;'],
  'util/reportUnhandledError.js': [
    "import { config } from '../config';",
    `export function reportUnhandledError(error) {
      setTimeout(() => {
        throw error;
      });
    }`,
  ],
  'util/UnsubscriptionError.js': [
    "import { createErrorClass } from './createErrorClass';",
    `export class UnsubscriptionError extends Error {
      constructor(errors) {
        super(errors.join('\\n'));
        this.name = 'UnsubscriptionError';
        this.errors = errors;
      }
    }`,
  ],
  'internal/config.js': ['export const config = {', 'export const config = {};'],
  'internal/NotificationFactories.js': ['export const COMPLETE_NOTIFICATION', 'export const COMPLETE_NOTIFICATION = undefined;\nexport const nextNotification = () => undefined;\nexport const errorNotification = () => undefined;'],
  'scheduler/timeoutProvider.js': ['export const timeoutProvider = {', 'export const timeoutProvider = {};'],
};

const files = new RegExp(`[\\\\/]rxjs[\\\\/]dist[\\\\/]esm[\\\\/].*(?:${Object.keys(modern).join('|').replaceAll('/', '[\\\\/]').replaceAll('.', '\\.')})$`);

export const modernRxjs: Plugin = {
  name: 'modern-rxjs',
  setup(build) {
    build.onLoad({filter: files}, async ({path}) => ({contents: modernize(path, await readFile(path, 'utf8')), loader: 'js'}));
  },
};

function modernize(path: string, source: string): string {
  const [, [from, code] = ['', '']] = Object.entries(modern).find(([file]) => path.replaceAll('\\', '/').endsWith(file)) ?? [];
  const start = source.indexOf(from);
  if (from === '' || start < 0) throw new Error(`RxJS has written ${path} anew: see scripts/modern-rxjs.ts`);
  return source.slice(0, start).replace(/import \{[^}]*\} from "tslib";/, '') + code;
}
