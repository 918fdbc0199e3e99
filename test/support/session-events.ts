/** test/support - session events: one of each kind, any of any kind, and whole sessions. */
import fc from 'fast-check';
import {SessionEvent, type SessionEventType} from '../../shared/session-event.ts';
import {arbitraryFromSchema, type Optionals} from './arbitrary-from-schema.ts';

/** Every event's name. */
export const eventTypes: readonly SessionEventType[] = SessionEvent.options.map((option) => option.entries.type.literal);

/** An event of one type. */
export const eventOf = (type: SessionEventType, optionals: Optionals = 'some'): fc.Arbitrary<SessionEvent> => {
  const schema = SessionEvent.options.find((option) => option.entries.type.literal === type);
  return arbitraryFromSchema(schema!, optionals) as fc.Arbitrary<SessionEvent>;
};

/** An event of any type. Few model names, so that events of one session meet. */
export const anyEvent: fc.Arbitrary<SessionEvent> = fc
  .tuple(fc.oneof(...eventTypes.map((type) => eventOf(type))), fc.constantFrom('a', 'b', 'c'))
  .map(([event, model]) => ('model' in event ? {...event, model} : event));

const deltas = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('answer-delta' as const, 'answer-reasoning-delta' as const), fc.string({maxLength: 8}));

/** A log that is mostly text of two models, interleaved at will, with any other events between. */
export const anyLog: fc.Arbitrary<readonly SessionEvent[]> = fc
  .array(
    fc.oneof(
      {weight: 6, arbitrary: deltas.map(([model, type, text]): SessionEvent => ({type, at: 1, model, text}))},
      {weight: 1, arbitrary: fc.string({maxLength: 5}).map((text): SessionEvent => ({type: 'synthesis-delta', at: 1, text}))},
      {weight: 2, arbitrary: anyEvent.filter(({type}) => type !== 'session-end')},
    ),
    {maxLength: 60},
  )
  .map((events) => [
    {type: 'answer-start', at: 0, model: 'a', sources: []},
    {type: 'answer-start', at: 0, model: 'b', sources: []},
    {type: 'synthesis-start', at: 0, model: 'a', answers: ['a', 'b']},
    ...events,
    {type: 'session-end', at: 9, outcome: 'done', ms: 9},
  ]);
