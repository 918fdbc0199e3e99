/** What `npm start` says to whoever starts it. Real processes. */
import {createServer} from 'node:net';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {expect} from 'chai';
import {openAiStandIn} from '../support/openai-stand-in.ts';
import {runServer, runToEnd} from '../support/run-server.ts';

describe('the command line', () => {
  it('prints where to go, what is on, and what to set for more', async () => {
    await using server = await runServer();
    await server.printed(/Corpus/);
    const {stdout} = server.output();
    expect(stdout).to.match(/llm-window is ready: http:\/\/127\.0\.0\.1:\d+/);
    expect(stdout).to.match(/Search +corpus/);
    expect(stdout).to.match(/Models +extractive/);
    expect(stdout).to.match(/Corpus +[\d,]+ documents/);
    expect(stdout).to.contain('BRAVE_API_KEY').and.to.contain('LLM_BASE_URL');
    const documents = Number(/([\d,]+) documents/.exec(stdout)?.[1]?.replaceAll(',', ''));
    expect(documents).to.be.greaterThan(200);
  });

  it('lists the settings on --help and ends', async () => {
    const {code, stdout} = await runToEnd(['--help'], {PORT: 'bad'});
    expect(code).to.equal(0);
    expect(stdout).to.contain('--llm-base-url').and.to.contain('--port');
  });

  for (const [name, args, settings, line] of [
    ['a bad variable', [], {PORT: 'x'}, 'llm-window: PORT must be a whole number from 0 to 65535, not "x"\n'],
    ['a bad flag', ['--frame-ms', '-1'], {}, /^llm-window: .*--frame-ms.*\n$/],
    ['an unknown flag', ['--colour'], {}, "llm-window: Unknown option '--colour'; --help lists the settings\n"],
    ['a data folder that is a file', ['--data-dir', 'package.json'], {}, 'llm-window: DATA_DIR names "package.json", which is no folder that can be written to\n'],
    ['a corpus that is not there', [], {CORPUS: 'nowhere'}, 'llm-window: CORPUS names "nowhere", which is no folder\n'],
    ['a corpus that is no document', [], {CORPUS: 'tsconfig.base.json'}, 'llm-window: CORPUS names "tsconfig.base.json", which is neither a folder nor a Markdown, HTML, text or PDF file\n'],
    ['a host that is none', ['--host', 'nonsense.invalid', '--corpus', 'test/fixtures'], {LOG_LEVEL: 'silent'}, /^llm-window: cannot listen: .*nonsense\.invalid.*\n$/],
    ['Brave without a key', ['--search', 'brave'], {}, 'llm-window: SEARCH names "brave", which needs BRAVE_API_KEY\n'],
  ] as const) {
    it(`refuses ${name} in one line, with exit code 2, and prints nothing else`, async () => {
      const {code, stdout, stderr} = await runToEnd(args, settings);
      expect(code).to.equal(2);
      expect(stdout).to.equal('');
      if (typeof line === 'string') expect(stderr).to.equal(line);
      else expect(stderr).to.match(line);
    });
  }

  it('warns of models in the settings, fallbacks too, that the model server does not list', async () => {
    const llm = await openAiStandIn({one: {}, mini: {}});
    const settings = {LLM_BASE_URL: llm.url, LLM_MODELS: 'one,gone', LLM_FALLBACKS: 'mini,nowhere', CORPUS: 'test/fixtures/corpus'};
    await using server = await runServer(settings);
    await server.printed(/Corpus/);
    const warnings = server.output().stderr.split('\n').filter((line) => line.includes('does not list'));
    expect(warnings).to.have.lengthOf(1);
    expect(JSON.parse(warnings[0] ?? '')).to.deep.include({level: 40, models: ['gone', 'nowhere'], msg: 'the model server does not list these models of the settings'});
    await server.end();
    await llm.close();
  });

  it('says when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const {code, stderr} = await runToEnd([], {PORT: String((taken.address() as AddressInfo).port), LOG_LEVEL: 'silent'});
    taken.close();
    expect(code).to.equal(2);
    expect(stderr).to.match(/^llm-window: cannot listen: .*EADDRINUSE.*\n$/);
  });

  it('ends on SIGTERM with exit code 0', async () => {
    const server = await runServer();
    expect((await server.end()).code).to.equal(0);
  });
});
