import {expect} from 'chai';
import {summarizeProfile} from '../../perf/support/cpu-profile.ts';

describe('perf: CPU profile', () => {
  it('sums own time by function and by part, the most first, and leaves idle time out', () => {
    const frame = (id: number, functionName: string, url: string, lineNumber = 0) => ({id, callFrame: {functionName, url, lineNumber}});
    const {busyMs, functions, parts} = summarizeProfile(
      {
        nodes: [frame(1, '(idle)', ''), frame(2, 'next', 'file:///app/node_modules/rxjs/dist/rxjs.js', 9), frame(3, 'write', 'file:///app/server/http/stream-events.ts'), frame(4, '(garbage collector)', ''), frame(5, 'on', 'node:internal/streams/writable')],
        samples: [1, 2, 3, 2, 4, 5],
        timeDeltas: [50_000, 1_000, 2_000, 3_000, 1_000, 1_000],
      },
      '/app',
    );
    expect(busyMs).to.equal(8);
    expect(functions[0]).to.deep.equal({name: 'next rxjs/dist/rxjs.js:10', ms: 4, percent: 50});
    expect(parts.map(({name}) => name)).to.deep.equal(['rxjs', 'server/http', 'garbage collector', 'node: internal/streams']);
  });
});
