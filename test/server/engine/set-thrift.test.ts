import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect} from 'chai';
import {thriftyFlags} from '../../../server/engine/set-thrift.ts';
import {startFlags} from '../../support/start-flags.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

/** In a process of its own: V8's flags as one number, how much the young generation may hold, and how often the heap was collected by hand. */
const script = `
  const {cachedDataVersionTag, getHeapSpaceStatistics} = require('node:v8');
  const youngNow = () => {
    for (let kept = [], at = 0; at < 600_000; at++) {
      kept.push({at});
      if (kept.length > 100_000) kept = [];
    }
    return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 1024;
  };
  const youngKb = () => Array.from({length: 7}, youngNow).sort((one, other) => one - other)[3]; // it grows and shrinks as it likes
  let collected = 0;
  const collect = globalThis.gc;
  if (collect) globalThis.gc = () => { collected++; collect(); };
  import(${JSON.stringify(join(root, 'server/engine/set-thrift.ts'))}).then(({setThrift}) => {
    const said = {thrifty: cachedDataVersionTag(), thriftyKb: youngKb()};
    setThrift(false);
    Object.assign(said, {busy: cachedDataVersionTag(), busyKb: youngKb(), early: collected});
    setThrift(true);
    console.log(JSON.stringify({...said, again: cachedDataVersionTag(), collected}));
  });
`;

type Said = Record<'thrifty' | 'thriftyKb' | 'busy' | 'busyKb' | 'early' | 'again' | 'collected', number>;

async function runWith(flags: readonly string[]): Promise<Said> {
  const {stdout} = await run(process.execPath, [...flags, '-e', script]);
  return JSON.parse(stdout) as Said;
}

describe('setThrift', () => {
  it('goes back to the flags that the server is started with', () => {
    const defaults = ['--heap-growing-percent=0'];
    expect([...startFlags, ...defaults]).to.include.members(Object.keys(thriftyFlags));
  });

  it('changes what V8 does, and changes it back', async () => {
    const {thrifty, thriftyKb, busy, busyKb, early, again, collected} = await runWith(startFlags);
    expect(busy).not.to.equal(thrifty);
    expect(again).to.equal(thrifty);
    expect(busyKb, 'a larger young generation is collected less often').to.be.above(thriftyKb);
    expect([early, collected], 'once, when it saves again').to.deep.equal([0, 1]);
  });

  it('leaves a server alone that was not started to save memory', async () => {
    const {thrifty, busy, again, collected} = await runWith(['--expose-gc']);
    expect([busy, again, collected]).to.deep.equal([thrifty, thrifty, 0]);
  });
});
