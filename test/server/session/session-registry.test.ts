import {expect} from 'chai';
import {from, NEVER, type Observable, of, Subject, timer} from 'rxjs';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import type {QuestionAsked} from '../../../server/pipeline/handoff.ts';
import {SessionRegistry, type SessionRegistryOptions, TooManySessionsError} from '../../../server/session/session-registry.ts';
import {toRef} from '../../../server/session/session-id.ts';
import type {Said} from '../../../shared/session-event.ts';
import {marbles} from '../../support/marbles.ts';

const limits: SessionRegistryOptions = {maxSessions: 2, maxEnded: 10, graceMs: 10, retentionMs: 20, frameMs: 0, createLog: memorySessionLog};
const request = {question: 'q', models: ['m'], providers: ['corpus'], synthesis: true, search: {}};
const registryOf = (answer: (asked: QuestionAsked) => Observable<Said>, options: Partial<SessionRegistryOptions> = {}) => new SessionRegistry(answer, {...limits, ...options});

describe('SessionRegistry', () => {
  it('gives every session an id of at least 128 random bits, and events only its ref', () => {
    const heard: string[] = [];
    const registry = registryOf(() => of(), {onEvent: (ref) => heard.push(ref)});
    const {id} = registry.start(request);
    expect(Buffer.from(id, 'base64url').length * 8).to.be.at.least(128);
    expect(new Set(heard)).to.deep.equal(new Set([toRef(id)]));
    expect(toRef(id)).to.match(/^[0-9a-f]{12}$/);
  });

  it('hands the pipeline what was asked, with the ref and never the id', () => {
    let asked: QuestionAsked | undefined;
    const registry = registryOf((question) => {
      asked = question;
      return of();
    });
    const {id} = registry.start(request);
    const {stopAnswer$: _, ...told} = asked ?? {};
    expect(told).to.deep.equal({type: 'question-asked', question: 'q', models: ['m'], synthesis: true, search: {}, ref: toRef(id)});
  });

  it('tells the run which answers to stop, those that were stopped before it listens too', () => {
    const stopped: string[] = [];
    const {promise: later, resolve: listen} = Promise.withResolvers<undefined>();
    const registry = registryOf(({stopAnswer$ = NEVER}) => {
      void later.then(() => stopAnswer$.subscribe((model) => stopped.push(model)));
      return NEVER;
    });
    const session = registry.start(request);
    expect(session.stopAnswer('m')).to.equal(true);
    expect(session.stopAnswer('nobody')).to.equal(false);
    listen(undefined);
    return later.then(() => expect(stopped).to.deep.equal(['m']));
  });

  it('refuses one more than may run, and takes it when one has ended', () => {
    const stops = [new Subject<Said>(), new Subject<Said>(), new Subject<Said>()];
    const registry = registryOf(() => stops.shift() ?? of());
    const [first] = [registry.start(request), registry.start(request)];
    expect(() => registry.start(request)).to.throw(TooManySessionsError);
    first.stop('stopped');
    expect(registry.running).to.equal(1);
    expect(registry.start(request).running).to.equal(true);
  });

  it(
    'stops a run that nobody reads after the grace period, counted from its start',
    marbles(({expectObservable, flush}) => {
      const registry = registryOf(() => NEVER);
      const session = registry.start(request);
      const left: boolean[] = [];
      timer(9).subscribe(() => left.push(session.running));
      timer(11).subscribe(() => left.push(session.running));
      expectObservable(NEVER);
      flush();
      expect(left).to.deep.equal([true, false]);
      expect(session.state).to.include({outcome: 'stopped', code: 'abandoned'});
    }),
  );

  it(
    'lets a run go on while it is read, and counts anew when the last reader leaves',
    marbles(({flush}) => {
      const session = registryOf(() => NEVER).start(request);
      const running: boolean[] = [];
      const leave = [session.attach(), session.attach()];
      timer(30).subscribe(() => {
        leave[0]?.();
        leave[0]?.(); // once is enough
      });
      timer(50).subscribe(() => {
        running.push(session.running);
        leave[1]?.();
      });
      timer(59).subscribe(() => running.push(session.running));
      timer(61).subscribe(() => running.push(session.running));
      flush();
      expect(running).to.deep.equal([true, true, false]);
    }),
  );

  it(
    'forgets an ended session after its retention, and tells expired from unknown',
    marbles(({flush}) => {
      const registry = registryOf(() => of());
      const {id} = registry.start(request);
      const found: unknown[] = [registry.find('never')];
      timer(19).subscribe(() => found.push(typeof registry.find(id)));
      timer(21).subscribe(() => found.push(registry.find(id)));
      flush();
      expect(found).to.deep.equal([undefined, 'object', 'expired']);
    }),
  );

  it('keeps no more ended sessions than it may; the oldest expire first', () => {
    const registry = registryOf(() => of(), {maxEnded: 2});
    const ids = [1, 2, 3].map(() => registry.start(request).id);
    expect(ids.map((id) => typeof registry.find(id))).to.deep.equal(['string', 'object', 'object']);
    registry.close();
  });

  it('ends every run when it closes, as failed, and takes no more', () => {
    const registry = registryOf(() => NEVER);
    const session = registry.start(request);
    registry.close();
    expect(session.state).to.include({status: 'ended', outcome: 'failed', code: 'shutdown'});
    expect(() => registry.start(request)).to.throw(TooManySessionsError);
  });

  it('unsubscribes from the run in the turn in which it is stopped, and stopping again changes nothing', () => {
    const run$ = new Subject<Said>();
    const session = registryOf(() => run$).start(request);
    expect(run$.observed).to.equal(true);
    session.stop('stopped');
    expect(run$.observed).to.equal(false);
    const {lastId} = session.feed;
    session.stop('stopped');
    expect(session.feed.lastId).to.equal(lastId);
  });

  it('goes on with a session whatever happens to those who listen', () => {
    const faults: unknown[] = [];
    const onEvent = () => {
      throw new Error('deaf');
    };
    const registry = registryOf(() => of<Said[]>({type: 'answer-start', model: 'm', sources: []}), {onEvent, onError: (_, error) => faults.push(error)});
    const session = registry.start(request);
    expect(session.state).to.include({status: 'ended', outcome: 'failed', code: 'no-answer'});
    expect(faults).to.have.lengthOf(session.feed.lastId);
    expect(registry.running).to.equal(0);
  });

  for (const [name, run] of [
    ['cannot be recorded', () => from<Said[]>([{type: 'answer-start', model: 'm', sources: []}, {type: 'answer-end', model: 'm', usage: null} as never])],
    ['cannot begin', () => {
      throw new Error('broken');
    }],
  ] as const) {
    it(`ends a session that ${name}, as failed, with all of it closed`, () => {
      const faults: unknown[] = [];
      const heard: string[] = [];
      const registry = registryOf(run, {onEvent: (_, {type}) => heard.push(type), onError: (_, error) => faults.push(error)});
      const session = registry.start(request);
      expect(session.state).to.include({status: 'ended', outcome: 'failed', code: 'internal'});
      expect(session.state.answers.every(({status}) => status === 'failed')).to.equal(true);
      expect(heard.filter((type) => type === 'session-end')).to.have.lengthOf(1);
      expect(heard.at(-1)).to.equal('session-end');
      expect(faults).to.have.lengthOf(1);
      expect(registry.running).to.equal(0);
    });
  }
});
