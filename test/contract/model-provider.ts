/** test/contract - what every model provider keeps, whatever is behind it. Run by each adapter's tests and by the fake's; `failing-model.ts` is the other half. */
import {expect} from 'chai';
import {delay, lastValueFrom, Subject, takeUntil, toArray} from 'rxjs';
import type {ModelChunk, ModelProvider, ModelRequest} from '../../server/models/model-provider.ts';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import {evidence} from '../support/evidence.ts';

/** A provider under test. */
export interface ModelProviderFixture {
  readonly provider: ModelProvider;
  /** A model of it that says at least three pieces, over at least 20 ms. */
  readonly model: string;
  /** The text that it says; left out when there is no telling. */
  readonly text?: string;
  /** Calls that its upstream is serving now; left out when there is no upstream. */
  readonly open?: () => number;
  /** What no reader may see: keys, addresses. */
  readonly secrets?: readonly string[];
  readonly close?: () => Promise<void>;
}

/** Describes the contract over one provider. */
export function modelProviderContract(name: string, make: () => Promise<ModelProviderFixture>): void {
  describe(`${name} as a ModelProvider`, () => {
    let fixture: ModelProviderFixture;
    let request: ModelRequest;
    beforeEach(async () => {
      fixture = await make();
      request = {model: fixture.model, messages: [{role: 'user', content: 'What causes tides?'}], evidence: evidence(), ref: '0123456789ab'};
    });
    afterEach(() => fixture.close?.());

    const callOf = (changes: Partial<ModelRequest> = {}) => fixture.provider.generate({...request, ...changes});
    const chunksOf = (changes?: Partial<ModelRequest>) => lastValueFrom(callOf(changes).pipe(toArray()));
    const textOf = (chunks: readonly ModelChunk[]) => chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');

    it('has a name and lists its models', async () => {
      expect(fixture.provider.name).to.match(/^[a-z-]+$/);
      const ids = (await fixture.provider.list()).map(({id}) => id);
      expect(ids).to.include(fixture.model);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('says pieces of text, then one end, then completes', async () => {
      const chunks = await chunksOf();
      expect(chunks.length).to.be.greaterThan(2); // what comes at the same time may be one piece
      expect(chunks.at(-1)).to.include({type: 'end', finishReason: 'stop'});
      expect(chunks.filter(({type}) => type === 'end')).to.have.lengthOf(1);
      if (fixture.text === undefined) expect(textOf(chunks).trim()).not.to.equal('');
      else expect(textOf(chunks)).to.equal(fixture.text);
    });

    it('never says an empty piece', async () => {
      for (const chunk of await chunksOf()) if (chunk.type !== 'end') expect(chunk.text).not.to.equal('');
    });

    it('is cold: nothing happens before someone subscribes, and each subscription is a call of its own', async () => {
      const call$ = callOf();
      await pause();
      expect(fixture.open?.() ?? 0).to.equal(0);
      const [one, other] = await Promise.all([lastValueFrom(call$.pipe(toArray())), lastValueFrom(call$.pipe(delay(1), toArray()))]);
      expect(textOf(one)).to.equal(textOf(other));
    });

    it('says nothing more once it is left, and its upstream is free', async () => {
      const seen: ModelChunk[] = [];
      const left$ = new Subject<void>();
      callOf()
        .pipe(takeUntil(left$))
        .subscribe((chunk) => {
          seen.push(chunk);
          left$.next();
        });
      await until(() => seen.length > 0);
      await pause(60);
      expect(seen).to.have.lengthOf(1);
      expect(seen[0]?.type).not.to.equal('end');
      await until(() => (fixture.open?.() ?? 0) === 0);
    });

    it('can be left before it said anything', async () => {
      const seen: ModelChunk[] = [];
      callOf().subscribe((chunk) => seen.push(chunk)).unsubscribe();
      const sync = seen.length;
      await pause();
      expect(seen).to.have.lengthOf(sync);
      await until(() => (fixture.open?.() ?? 0) === 0);
    });

    it('refuses a model that it does not serve, in words for a reader, and not for another try', async () => {
      const error: unknown = await chunksOf({model: 'no-such-model'}).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(UpstreamError);
      if (!(error instanceof UpstreamError)) return;
      expect(error.code).to.be.oneOf(['not-found', 'bad-request']);
      expect(error.retryable).to.equal(false);
      expect(error.reason).to.match(/^[A-Z].*\.$/);
      for (const secret of fixture.secrets ?? []) expect(`${error.reason} ${error.message}`).not.to.include(secret);
    });
  });
}

const pause = (ms = 10) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(2);
}
