import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect} from 'chai';
import {startFlags} from '../../support/start-flags.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

/** In a process of its own: what the young generations of this thread, of a worker before, and of one after may grow to, and whether compiled code stays good. */
const script = `
  const {Worker} = require('node:worker_threads');
  const youngKb = () => {
    let most = 0;
    for (let round = 0; round < 20; round++) {
      const kept = [];
      for (let at = 0; at < 100_000; at++) kept.push({at});
      most = Math.max(most, require('node:v8').getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 1024);
    }
    return most;
  };
  const inWorker = () =>
    new Promise((resolve) =>
      new Worker('const youngKb = ' + youngKb + '; require("node:worker_threads").parentPort.postMessage(youngKb())', {eval: true, execArgv: [], resourceLimits: {maxYoungGenerationSizeMb: 24}})
        .once('message', resolve));
  const tag = () => require('node:v8').cachedDataVersionTag();
  (async () => {
    const {freeWorkers} = await import(${JSON.stringify(join(root, 'server/engine/free-workers.ts'))});
    const said = {bound: await inWorker(), tag: tag()};
    freeWorkers();
    console.log(JSON.stringify({...said, free: await inWorker(), own: youngKb(), tagAfter: tag()}));
  })();
`;

describe('freeWorkers', () => {
  it('lets the workers that follow have the young generation they ask for, and leaves this thread its own', async () => {
    const {stdout} = await run(process.execPath, [...startFlags, '-e', script]);
    const {bound, free, own, tag, tagAfter} = JSON.parse(stdout) as Record<'bound' | 'free' | 'own' | 'tag' | 'tagAfter', number>;
    expect(free).to.be.above(2 * bound);
    expect(own).to.be.below(free / 3);
    expect(tagAfter, 'code that was compiled before is still good').to.equal(tag);
  });
});
