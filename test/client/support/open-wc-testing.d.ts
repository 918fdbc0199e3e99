/**
 * test/client - what we use of `@open-wc/testing`, with types that hold: its own were written for an older chai, so that `expect`
 * has no type at all and every `equal` is said to be a promise. `tsconfig.json` points here; nothing changes at run time.
 */
/// <reference types="chai-dom" />

export {
  aTimeout, defineCE, elementUpdated, fixture, fixtureCleanup, fixtureSync, html, nextFrame, oneEvent, unsafeStatic, waitUntil,
} from '@open-wc/testing-helpers';
export {assert, expect} from 'chai';

declare global {
  namespace Chai {
    interface Assertion {
      /** Resolves when axe finds nothing wrong in the element. Await it. */
      accessible(options?: {ignoredRules?: readonly string[]; ignoredTags?: readonly string[]}): Promise<void>;
    }
  }
}
