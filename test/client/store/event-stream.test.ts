import {aTimeout, expect} from '@open-wc/testing';
import {eventStream, idOf, type StreamSign, StreamClosedError, StreamSilentError} from '../../../client/store/event-stream.ts';
import {fakeEventSources} from '../support/fake-event-source.ts';

describe('eventStream', () => {
  const listen = (silenceMs = 5_000) => {
    const sources = fakeEventSources();
    const signs: unknown[] = [];
    const errors: unknown[] = [];
    const subscription = eventStream('/events', sources.EventSource, silenceMs).subscribe({next: (sign: StreamSign) => signs.push(sign.kind === 'message' ? {id: idOf(sign.message), data: sign.message.data} : sign.kind), error: (error: unknown) => errors.push(error)});
    return {sources, signs, errors, subscription};
  };

  it('tells what the browser tells, with the id as a number', () => {
    const {sources, signs} = listen();
    sources.last.open();
    sources.last.say({type: 'heartbeat'});
    sources.last.say({type: 'analysis-start'}, 7);
    sources.last.lose();
    expect(signs).to.deep.equal([
      'open',
      {id: undefined, data: '{"type":"heartbeat"}'},
      {id: 7, data: '{"type":"analysis-start"}'},
      'lost',
    ]);
  });

  it('fails when the browser gives up', () => {
    const {sources, errors} = listen();
    sources.last.giveUp();
    expect(errors[0]).to.be.instanceOf(StreamClosedError);
  });

  it('fails when nothing comes for too long, and not a moment after it was left', async () => {
    const {errors, sources} = listen(20);
    const left = listen(20);
    left.subscription.unsubscribe();
    await aTimeout(60);
    expect(errors[0]).to.be.instanceOf(StreamSilentError);
    expect(sources.last.closed).to.be.true;
    expect(left.errors).to.be.empty;
  });

  it('closes the stream when nobody listens any more', () => {
    const {sources, subscription} = listen();
    subscription.unsubscribe();
    expect(sources.last.closed).to.be.true;
  });
});
