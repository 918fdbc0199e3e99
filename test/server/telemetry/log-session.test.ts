import {expect} from 'chai';
import pino from 'pino';
import {logSession} from '../../../server/telemetry/log-session.ts';
import type {SessionEvent} from '../../../shared/session-event.ts';

describe('logSession', () => {
  it('writes one line for a session with its timings, and one for each failure with its cause', () => {
    const lines: Record<string, unknown>[] = [];
    const log = logSession(pino({}, {write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>)}));
    const events: SessionEvent[] = [
      {type: 'session-start', at: 0, question: 'private words', models: [], providers: [], startedAt: new Date(0).toISOString()},
      {type: 'search-error', at: 1, provider: 'brave', query: 'private words', code: 'rate-limited', message: 'Too many calls.'},
      {type: 'page-error', at: 2, id: 'p', url: 'https://host.example/private', code: 'timeout', message: 'Took too long.'},
      {type: 'answer-delta', at: 3, model: 'm', text: 'private words'},
      {type: 'answer-error', at: 3, model: 'm', code: 'broken', message: 'It broke.', partial: true},
      {type: 'session-metrics', at: 4, firstTokenMs: 3, bytes: 10, events: 5, hits: 0, pages: 0, errors: 3},
      {type: 'session-end', at: 4, outcome: 'failed', code: 'no-answer', ms: 4},
    ];
    for (const event of events) log('0123456789ab', event);
    expect(lines.map(({msg, code}) => [msg, code])).to.deep.equal([['search failed', 'rate-limited'], ['page failed', 'timeout'], ['answer failed', 'broken'], ['session ended', 'no-answer']]);
    expect(lines.every(({ref}) => ref === '0123456789ab')).to.equal(true);
    expect(lines.slice(0, 3).map(({cause}) => cause)).to.deep.equal(['Too many calls.', 'Took too long.', 'It broke.']);
    expect(lines.at(-1)).to.include({ms: 4, firstTokenMs: 3, events: 5, errors: 3});
    expect(JSON.stringify(lines)).to.not.contain('private');
  });
});
