import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect} from 'chai';

const run = promisify(execFile);
const letGo = join(import.meta.dirname, '../../server/let-go.mjs');

/** In a process of its own: reads how much of the program is mapped before and after, then uses parts of Node that a start does not. */
const script = `
  const {readFileSync} = require('node:fs');
  const mapped = () => Number(/^RssFile:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
  import(${JSON.stringify(letGo)}).then(({letGoOfProgram}) => {
    const before = mapped();
    const bytes = letGoOfProgram({againMs: 300});
    const after = mapped();
    const works = [
      require('node:zlib').gunzipSync(require('node:zlib').gzipSync('zlib')).toString(),
      require('node:crypto').createHash('sha256').update('').digest('hex').slice(0, 8),
      new Intl.Segmenter('ja', {granularity: 'word'}).segment('今日は晴れ')[Symbol.iterator]().next().value.segment,
    ];
    const touched = mapped();
    setTimeout(() => console.log(JSON.stringify({before, bytes, after, works, touched, again: mapped()})), 450);
  });
`;

describe('letGoOfProgram', () => {
  it('hands back what only the start needed, and everything still runs', async function () {
    if (process.platform !== 'linux') this.skip();
    const {stdout} = await run(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', script]);
    const {before, bytes, after, works, touched, again} = JSON.parse(stdout) as Record<'before' | 'bytes' | 'after' | 'touched' | 'again', number> & {works: string[]};
    expect(bytes).to.be.above(8_000_000);
    expect(after).to.be.below(before - bytes / 2);
    expect(again, 'what ran once in between is let go of, too').to.be.below(touched);
    expect(works).to.deep.equal(['zlib', 'e3b0c442', '今日']);
  });

  it('does so with a program that was only just installed, and is not on the disk yet', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'llm-window-node-'));
    try {
      const program = join(folder, 'node');
      writeFileSync(program, readFileSync(process.execPath), {mode: 0o755});
      const {stdout} = await run(program, ['--disable-warning=ExperimentalWarning', '-e', script]);
      expect((JSON.parse(stdout) as {bytes: number}).bytes).to.be.above(8_000_000);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('does nothing where the program may not call the system', async function () {
    if (process.platform !== 'linux') this.skip();
    const {stdout, stderr} = await run(process.execPath, ['--no-experimental-ffi', '-e', script]);
    expect((JSON.parse(stdout) as {bytes: number}).bytes).to.equal(0);
    expect(stderr).to.equal('');
  });
});
