/** test/contract - what every session log must do. */
import {expect} from 'chai';
import fc from 'fast-check';
import type {SessionLog} from '../../server/session/session-log.ts';
import {anyLog} from '../support/session-events.ts';

/** Registers the suite for one kind of log. */
export function sessionLogContract(name: string, create: () => SessionLog): void {
  describe(`${name} (contract: session log)`, () => {
    it('is empty at first', () => {
      const log = create();
      expect(log.lastId).to.equal(0);
      expect(log.read(0, 0)).to.deep.equal([]);
    });

    it('numbers entries from 1, rising by one', () => {
      fc.assert(
        fc.property(anyLog, (events) => {
          const log = create();
          expect(events.map((event) => log.append(event))).to.deep.equal(events.map((_, index) => index + 1));
          expect(log.lastId).to.equal(events.length);
        }),
      );
    });

    it('reads any range back as it was appended', () => {
      fc.assert(
        fc.property(anyLog, fc.nat(), fc.nat(), (events, a, b) => {
          const log = create();
          for (const event of events) log.append(event);
          const after = a % (events.length + 1);
          const upTo = after + (b % (events.length - after + 1));
          const entries = log.read(after, upTo);
          expect(entries.map(({event}) => event)).to.deep.equal(events.slice(after, upTo));
          expect(entries.map(({id}) => id)).to.deep.equal(events.slice(after, upTo).map((_, index) => after + index + 1));
        }),
      );
    });
  });
}
