/**
 * scripts - an esbuild plugin: RxJS as this client uses it. Sources are observables, promises and arrays, and emit at once; the one
 * clock is the browser's; `timer` rings once, `repeat` goes on; what RxJS 6 did is not asked for. The rest takes as much as all that
 * is used.
 */
import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';
import {shortenNames} from './shorten-names.ts';

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
  'observable/of.js': ["import { popScheduler } from '../util/args';", "import { innerFrom } from './innerFrom';\nexport const of = (...values) => innerFrom(values);"],
  'observable/merge.js': ["import { EMPTY } from './empty';", 'export const merge = (...sources) => mergeAll()(innerFrom(sources));'],
  'observable/concat.js': ["import { popScheduler } from '../util/args';", "import { innerFrom } from './innerFrom';\nexport const concat = (...sources) => concatAll()(innerFrom(sources));"],
  'util/lift.js': [
    "import { isFunction } from './isFunction';",
    `export const hasLift = () => true;
    export const operate = (init) => (source) =>
      source.lift(function (lifted) {
        try {
          return init(lifted, this);
        } catch (error) {
          this.error(error);
        }
      });`,
  ],
  'internal/Observable.js': [
    "import { isSubscription } from './Subscription';",
    `import { pipeFromArray } from './util/pipe';
    export class Observable {
      constructor(subscribe) {
        if (subscribe) this._subscribe = subscribe;
      }
      lift(operator) {
        const lifted = new Observable();
        lifted.source = this;
        lifted.operator = operator;
        return lifted;
      }
      subscribe(observer, error, complete) {
        const subscriber = observer instanceof Subscriber ? observer : new SafeSubscriber(observer, error, complete);
        subscriber.add(this.operator ? this.operator.call(subscriber, this.source) : this._trySubscribe(subscriber));
        return subscriber;
      }
      _trySubscribe(subscriber) {
        try {
          return this._subscribe(subscriber);
        } catch (error) {
          subscriber.error(error);
        }
      }
      _subscribe(subscriber) {
        return this.source?.subscribe(subscriber);
      }
      pipe(...operators) {
        return pipeFromArray(operators)(this);
      }
    }`,
  ],
  'internal/Subscriber.js': [
    "import { config } from './config';",
    `import { reportUnhandledError } from './util/reportUnhandledError';
    export class Subscriber extends Subscription {
      isStopped = false;
      constructor(destination) {
        super();
        this.destination = destination;
        if (destination && isSubscription(destination)) destination.add(this);
      }
      next(value) {
        if (!this.isStopped) this._next(value);
      }
      error(error) {
        if (this.isStopped) return;
        this.isStopped = true;
        this._error(error);
      }
      complete() {
        if (this.isStopped) return;
        this.isStopped = true;
        this._complete();
      }
      unsubscribe() {
        if (this.closed) return;
        this.isStopped = true;
        super.unsubscribe();
        this.destination = null;
      }
      _next(value) {
        this.destination.next(value);
      }
      _error(error) {
        try {
          this.destination.error(error);
        } finally {
          this.unsubscribe();
        }
      }
      _complete() {
        try {
          this.destination.complete();
        } finally {
          this.unsubscribe();
        }
      }
    }
    const safely = (run) => (value) => {
      try {
        run?.(value);
      } catch (error) {
        reportUnhandledError(error);
      }
    };
    export class SafeSubscriber extends Subscriber {
      constructor(observer, error, complete) {
        super();
        const told = isFunction(observer) || !observer ? { next: observer, error, complete } : observer;
        this.destination = {
          next: safely((value) => told.next?.(value)),
          error: safely((reason) => {
            if (!told.error) throw reason;
            told.error(reason);
          }),
          complete: safely(() => told.complete?.()),
        };
      }
    }
    export const EMPTY_OBSERVER = { closed: true };`,
  ],
  'internal/Subscription.js': [
    "import { arrRemove } from './util/arrRemove';",
    `export class Subscription {
      closed = false;
      _parents = new Set();
      _finalizers = new Set();
      constructor(teardown) {
        this.initialTeardown = teardown;
      }
      unsubscribe() {
        if (this.closed) return;
        this.closed = true;
        for (const parent of this._parents) parent.remove(this);
        const errors = [];
        for (const finalizer of [this.initialTeardown, ...this._finalizers]) {
          try {
            finalize(finalizer);
          } catch (error) {
            errors.push(...(error instanceof UnsubscriptionError ? error.errors : [error]));
          }
        }
        this._finalizers.clear();
        if (errors.length > 0) throw new UnsubscriptionError(errors);
      }
      add(teardown) {
        if (!teardown || teardown === this) return;
        if (this.closed) return finalize(teardown);
        if (teardown instanceof Subscription) {
          if (teardown.closed) return;
          teardown._parents.add(this);
        }
        this._finalizers.add(teardown);
      }
      remove(teardown) {
        this._finalizers.delete(teardown);
        teardown._parents?.delete(this);
      }
    }
    const finalize = (teardown) => (isFunction(teardown) ? teardown() : teardown?.unsubscribe());
    export const isSubscription = (value) => value instanceof Subscription;
    export const EMPTY_SUBSCRIPTION = new Subscription();
    EMPTY_SUBSCRIPTION.closed = true;`,
  ],
  'operators/OperatorSubscriber.js': [
    'export function createOperatorSubscriber(',
    `export const createOperatorSubscriber = (...parts) => new OperatorSubscriber(...parts);
    export class OperatorSubscriber extends Subscriber {
      constructor(destination, next, complete, error, finalize) {
        super(destination);
        const tell = (handler, instead, isLast) =>
          handler
            ? (value) => {
                try {
                  handler(value);
                } catch (reason) {
                  destination.error(reason);
                } finally {
                  if (isLast) this.unsubscribe();
                }
              }
            : instead;
        this._next = tell(next, super._next);
        this._error = tell(error, super._error, true);
        this._complete = tell(complete, super._complete, true);
        this._finalize = finalize;
      }
      unsubscribe() {
        const { closed } = this;
        super.unsubscribe();
        if (!closed) this._finalize?.();
      }
    }`,
  ],
  'operators/repeat.js': [
    "import { timer } from '../observable/timer';",
    `export const repeat = () =>
      operate((source, subscriber) => {
        let inner;
        const begin = () => {
          let isAtOnce = false;
          inner = undefined;
          inner = source.subscribe(
            createOperatorSubscriber(subscriber, undefined, () => {
              if (inner) again();
              else isAtOnce = true;
            }),
          );
          if (isAtOnce) again();
        };
        const again = () => {
          inner.unsubscribe();
          begin();
        };
        begin();
      });`,
  ],
  'operators/mergeInternals.js': [
    "import { executeSchedule } from '../util/executeSchedule';",
    `import { createOperatorSubscriber } from './OperatorSubscriber';
    export function mergeInternals(source, subscriber, project, concurrent) {
      const waiting = [];
      let [active, index, isComplete] = [0, 0, false];
      const completeIfDone = () => {
        if (isComplete && waiting.length === 0 && active === 0) subscriber.complete();
      };
      const follow = (value) => {
        active++;
        let isDone = false;
        const finished = () => {
          if (!isDone) return;
          try {
            active--;
            while (waiting.length > 0 && active < concurrent) follow(waiting.shift());
            completeIfDone();
          } catch (error) {
            subscriber.error(error);
          }
        };
        innerFrom(project(value, index++)).subscribe(createOperatorSubscriber(subscriber, (inner) => subscriber.next(inner), () => (isDone = true), undefined, finished));
      };
      source.subscribe(
        createOperatorSubscriber(
          subscriber,
          (value) => (active < concurrent ? follow(value) : waiting.push(value)),
          () => {
            isComplete = true;
            completeIfDone();
          },
        ),
      );
    }`,
  ],
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
};

/** What the classes of RxJS tell each other, and nobody else asks for. */
const itsOwn = '_parents _finalizers initialTeardown isStopped destination _subscribe _trySubscribe _next _error _complete _finalize lift'.split(' ');

const files = new RegExp(`[\\\\/]rxjs[\\\\/]dist[\\\\/]esm[\\\\/].*(?:${Object.keys(modern).join('|').replaceAll('/', '[\\\\/]').replaceAll('.', '\\.')})$`);

export const modernRxjs: Plugin = {
  name: 'modern-rxjs',
  setup(build) {
    shortenNames(build.initialOptions, itsOwn);
    build.onLoad({filter: files}, async ({path}) => ({contents: modernize(path, await readFile(path, 'utf8')), loader: 'js'}));
  },
};

function modernize(path: string, source: string): string {
  const [, [from, code] = ['', '']] = Object.entries(modern).find(([file]) => path.replaceAll('\\', '/').endsWith(file)) ?? [];
  const start = source.indexOf(from);
  if (from === '' || start < 0) throw new Error(`RxJS has written ${path} anew: see scripts/modern-rxjs.ts`);
  return source.slice(0, start).replace(/import \{[^}]*\} from "tslib";/, '') + code;
}
