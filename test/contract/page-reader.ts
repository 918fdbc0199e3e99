/** test/contract - what every page reader keeps to, real or fake. */
import {expect} from 'chai';
import {firstValueFrom, lastValueFrom, toArray} from 'rxjs';
import * as v from 'valibot';
import type {PageReader} from '../../server/enrichment/page-reader.ts';
import type {RankedHit} from '../../server/pipeline/handoff.ts';
import {UpstreamError} from '../../server/pipeline/upstream-error.ts';
import {SourceHow} from '../../shared/source.ts';

/** A reader with hits to try it on. */
export interface PageReaderSubject {
  readonly reader: PageReader;
  /** Can be read. */
  readonly good: RankedHit;
  /** Is the reader's to read, but can't be. */
  readonly bad: RankedHit;
  /** Is for another reader. */
  readonly foreign: RankedHit;
  close(): Promise<void> | void;
}

/** A reader that waits for others, with a hit whose reading never ends by itself. */
export interface WaitingPageReaderSubject extends PageReaderSubject {
  /** What was read is not read again. */
  readonly remembers?: true;
  readonly stalling: RankedHit;
  /** Readings begun so far. */
  begun(): number;
  /** Resolves when as many readings are begun. */
  hasBegun(count: number): Promise<void>;
  /** Resolves when nothing is held open any more. */
  isIdle(): Promise<void>;
}

/** What every reader keeps to. */
export function pageReaderContract(name: string, setUp: () => PageReaderSubject | Promise<PageReaderSubject>): void {
  describe(`${name} keeps the contract of a page reader`, () => {
    let subject: PageReaderSubject;
    beforeEach(async () => {
      subject = await setUp();
    });
    afterEach(() => subject.close());

    it('knows which hits are its to read', () => {
      expect(subject.reader.reads(subject.good)).to.be.true;
      expect(subject.reader.reads(subject.bad)).to.be.true;
      expect(subject.reader.reads(subject.foreign)).to.be.false;
    });

    it('says one text and completes', async () => {
      const texts = await lastValueFrom(subject.reader.read(subject.good).pipe(toArray()));
      expect(texts).to.have.length(1);
      const [text] = texts;
      expect(text!.title).to.be.a('string').that.is.not.empty;
      expect(text!.blocks).to.not.be.empty;
      for (const block of text!.blocks) {
        expect(block.text.trim()).to.equal(block.kind === 'code' ? block.text.trim() : block.text).and.not.empty;
        if (block.kind !== 'code') expect(block.text).to.not.match(/\s\s|[\n\t]/);
      }
      expect(text!.bytes).to.be.greaterThan(0);
      expect(v.is(SourceHow, text!.how)).to.be.true;
    });

    it('reads for each subscriber, with the same result', async () => {
      const text$ = subject.reader.read(subject.good);
      const [{how, ...first}, {how: howAgain, ...again}] = [await firstValueFrom(text$), await firstValueFrom(text$)];
      expect(again).to.deep.equal(first);
      expect(howAgain).to.be.oneOf([how, 'cache']);
    });

    it('errors with what to tell the reader', async () => {
      const error: unknown = await lastValueFrom(subject.reader.read(subject.bad)).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      expect(error).to.be.instanceOf(UpstreamError);
      expect((error as UpstreamError).reason).to.match(/^[A-Z].*\.$/);
      expect((error as UpstreamError).message).to.include(subject.bad.url);
    });
  });
}

/** What every reader keeps to that waits for others. */
export function waitingPageReaderContract(name: string, setUp: () => Promise<WaitingPageReaderSubject> | WaitingPageReaderSubject): void {
  pageReaderContract(name, setUp);

  describe(`${name} keeps the contract of a page reader that waits`, () => {
    let subject: WaitingPageReaderSubject;
    beforeEach(async () => {
      subject = await setUp();
    });
    afterEach(() => subject.close());

    it('does nothing before it is subscribed to, and begins once for each subscriber', async () => {
      const text$ = subject.reader.read(subject.good);
      await new Promise((done) => setTimeout(done, 20));
      expect(subject.begun()).to.equal(0);
      await lastValueFrom(text$);
      expect(subject.begun()).to.equal(1);
      await lastValueFrom(text$);
      expect(subject.begun()).to.equal(subject.remembers ? 1 : 2);
    });

    it('lets go of everything when it is unsubscribed from', async () => {
      const subscription = subject.reader.read(subject.stalling).subscribe();
      await subject.hasBegun(1);
      subscription.unsubscribe();
      await subject.isIdle();
    });
  });
}
