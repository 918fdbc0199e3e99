import {expect} from 'chai';
import fc from 'fast-check';
import {EventList} from '../../../server/session/event-list.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';

const delta = fc.record({type: fc.constantFrom('answer-delta' as const, 'answer-reasoning-delta' as const), at: fc.nat(99), model: fc.constantFrom('a', 'b'), text: fc.string({maxLength: 4})});
/** More than are kept as they came, in runs of one text. */
const longLog = fc.array(fc.tuple(delta, fc.integer({min: 1, max: 40})), {minLength: 1, maxLength: 20}).map((runs) =>
  runs.flatMap(([first, count]): SessionEvent[] => [...Array.from({length: count}, (_, index) => ({...first, at: first.at + index, text: `${first.text}${index}`})), {type: 'session-warning', at: 1, code: 'c', message: 'm'}]),
);

describe('EventList', () => {
  it('gives every event of a long log back as it came, also while it goes on', () => {
    fc.assert(
      fc.property(longLog, fc.nat(), fc.nat(), fc.nat(), (events, a, b, c) => {
        const count = 1 + (c % events.length);
        const list = new EventList(events.slice(0, count));
        const after = a % (count + 1);
        const upTo = after + (b % (count - after + 1));
        expect(list.read(after, upTo)).to.deep.equal(events.slice(after, upTo).map((event, index) => ({id: after + index + 1, event})));
      }),
    );
  });

  it('tells pieces of one text from those of another', () => {
    const said = (model: string, text: string): SessionEvent => ({type: 'answer-delta', at: 1, model, text});
    const events = Array.from({length: 200}, (_, index) => said(index % 7 < 4 ? 'a' : 'b', String(index)));
    const list = new EventList(events);
    expect(list.read(0, 200).map(({event}) => event)).to.deep.equal(events);
  });
});
