/** test/contract - what every model provider keeps when its upstream fails: the other half of `model-provider.ts`. Run by each adapter's tests, once for each fault. */
import {expect} from 'chai';
import {lastValueFrom, toArray} from 'rxjs';
import type {ModelChunk, ModelProvider, ModelRequest} from '../../server/models/model-provider.ts';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import {evidence} from '../support/evidence.ts';

/** A provider whose upstream fails. */
export interface FailingModelFixture {
  readonly provider: ModelProvider;
  /** A model that fails. */
  readonly model: string;
  /** What it says before. */
  readonly said: string;
  /** How the failure is told. */
  readonly failure: {readonly code: string; readonly retryable: boolean; readonly retryAfterMs?: number};
  /** What its upstream still holds for the call: sockets where the failure ends them, else calls. Left out when there is no telling. */
  readonly open?: () => number;
  /** A model of the same provider that does not fail; left out when there is none. */
  readonly sound?: string;
  /** What no reader may see: keys, what the upstream said of itself. */
  readonly secrets?: readonly string[];
  readonly close?: () => Promise<void>;
}

/** Describes the contract over one fault. */
export function failingModelContract(name: string, make: () => Promise<FailingModelFixture>): void {
  describe(`${name} as a failing ModelProvider`, () => {
    let fixture: FailingModelFixture;
    let timersBefore: number;
    beforeEach(async () => {
      fixture = await make();
      timersBefore = timers();
    });
    afterEach(() => fixture.close?.());

    const callOf = (model: string) => {
      const request: ModelRequest = {model, messages: [{role: 'user', content: 'What causes tides?'}], evidence: evidence(), ref: '0123456789ab'};
      return fixture.provider.generate(request);
    };
    const isQuiet = () => (fixture.open?.() ?? 0) === 0 && timers() <= timersBefore;

    it('keeps what was said, fails once and as what it is, says nothing after, and leaves no socket and no timer', async () => {
      const heard: (ModelChunk | Error | 'complete')[] = [];
      await new Promise<void>((settle) => {
        callOf(fixture.model).subscribe({
          next: (chunk) => heard.push(chunk),
          error: (error: unknown) => {
            heard.push(error instanceof Error ? error : new Error(String(error)));
            settle();
          },
          complete: () => {
            heard.push('complete');
            settle();
          },
        });
      });
      const count = heard.length;
      await until(isQuiet);
      await pause();
      expect(heard).to.have.lengthOf(count);
      const error = heard.pop();
      if (!(error instanceof UpstreamError)) throw new Error(`expected an UpstreamError, got ${error instanceof Error ? error.message : JSON.stringify(error)}`);
      const {code, retryable, retryAfterMs, reason} = error;
      expect({code, retryable, ...(retryAfterMs !== undefined && {retryAfterMs})}).to.deep.equal(fixture.failure);
      // In words for a reader, and none of the upstream's own.
      expect(reason).to.match(/^[A-Z][^"{<]*\.$/);
      for (const secret of fixture.secrets ?? []) expect(reason).not.to.include(secret);
      const pieces = heard.map((item) => (typeof item === 'object' && 'type' in item && item.type === 'text' ? item.text : `not text: ${JSON.stringify(item)}`));
      expect(pieces.join('')).to.equal(fixture.said);
    });

    for (const when of ['at once', 'while it waits, or after its first piece']) {
      it(`can be left ${when}`, async () => {
        const heard: unknown[] = [];
        const began = Promise.withResolvers<undefined>();
        const subscription = callOf(fixture.model).subscribe({
          next: (chunk) => {
            heard.push(chunk);
            began.resolve(undefined);
          },
          error: () => began.resolve(undefined),
        });
        if (when !== 'at once') await (fixture.said === '' ? pause(5) : began.promise);
        subscription.unsubscribe();
        const count = heard.length;
        await until(isQuiet);
        await pause();
        expect(heard).to.have.lengthOf(count);
      });
    }

    it('spoils no other call', async function () {
      const {sound} = fixture;
      if (sound === undefined) return this.skip();
      const [, chunks] = await Promise.all([
        lastValueFrom(callOf(fixture.model).pipe(toArray())).catch(() => undefined),
        lastValueFrom(callOf(sound).pipe(toArray())),
      ]);
      expect(chunks.at(-1)).to.include({type: 'end', finishReason: 'stop'});
      expect((await lastValueFrom(callOf(sound).pipe(toArray()))).at(-1)).to.include({type: 'end', finishReason: 'stop'});
    });
  });
}

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
const pause = (ms = 10) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean): Promise<void> {
  // By turns, not by timers, which are counted.
  while (!holds()) await new Promise<void>((resolve) => setImmediate(resolve));
}
