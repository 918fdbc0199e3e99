import {expect} from 'chai';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {runCheck, settle, type Check} from '../../scripts/run-check.ts';

describe('a check', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-'));
  });
  afterEach(() => rm(folder, {recursive: true}));

  /** Two test files: one that passes, and one that has the given body. */
  const check = async (body: string): Promise<Check> => {
    const head = "import {existsSync, writeFileSync} from 'node:fs';\nimport {deepStrictEqual} from 'node:assert';\n";
    await writeFile(join(folder, 'steady.spec.ts'), `${head}describe('steady', () => it('passes', () => deepStrictEqual(1, 1)));`);
    await writeFile(join(folder, 'other.spec.ts'), `${head}describe('other', () => { it('passes', () => {}); it('does it', () => { ${body} }); });`);
    const only = (files: readonly string[]): Check['command'] => ['mocha', ...files];
    return {name: 'a check', command: only([join(folder, '*.spec.ts')]), counts: true, only};
  };

  it('counts a test that fails twice as failed, and names it', async () => {
    expect(await runCheck(await check('deepStrictEqual(1, 2)'), 'ignore')).to.deep.equal({passed: 2, failed: 1, skipped: 0, failures: ['other does it'], unsteady: []});
  });

  it('names a test that passes on its own as unsteady', async () => {
    const mark = JSON.stringify(join(folder, 'mark'));
    const totals = await runCheck(await check(`const again = existsSync(${mark}); writeFileSync(${mark}, ''); deepStrictEqual(again, true);`), 'ignore');
    expect(totals).to.deep.equal({passed: 3, failed: 0, skipped: 0, failures: [], unsteady: ['other does it']});
  });

  it('that ends without a word has failed', async () => {
    expect(await runCheck({name: 'mute', command: ['node', '-e', '0'], counts: true})).to.include({passed: 0, failed: 1});
    expect(await runCheck({name: 'broken', command: ['node', '-e', 'process.exitCode = 3']})).to.include({passed: 0, failed: 1});
  });

  it('has failed where other tests fail the second time', () => {
    const totals = settle({passed: 8, failed: 1, skipped: 1, failures: ['a']}, {passed: 1, failed: 1, skipped: 0, failures: ['b']});
    expect(totals).to.deep.equal({passed: 8, failed: 1, skipped: 1, failures: ['b'], unsteady: ['a']});
  });
});
