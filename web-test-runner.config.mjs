// Browser tests: `test/client/**/*.test.ts` in Chromium, sources served as they are and stripped of types on the way.
import {defaultReporter} from '@web/test-runner';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {playwrightLauncher} from '@web/test-runner-playwright';
import {chromiumMissing, findChromium} from './test/support/find-browser.mjs';
import {summaryReporter} from './test/support/summary-reporter.mjs';

const executablePath = findChromium();
if (executablePath === undefined) {
  Error.stackTraceLimit = 0; // one clear line
  throw new Error(chromiumMissing);
}

const isRoot = process.getuid?.() === 0; // Chromium's sandbox does not start for root
const summaryPath = process.env.WTR_SUMMARY;

export default {
  files: 'test/client/**/*.test.ts',
  nodeResolve: true,
  concurrency: 2,
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {executablePath, args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-background-networking']},
    }),
  ],
  // `es2022` has no decorators: esbuild lowers them, as the bundle does.
  plugins: [esbuildPlugin({ts: true, target: 'es2022', tsconfig: 'client/tsconfig.json'})],
  reporters: [defaultReporter(), ...(summaryPath ? [summaryReporter(summaryPath)] : [])],
  filterBrowserLogs: ({args}) => !String(args[0]).startsWith('Lit is in dev mode'),
  testFramework: {config: {timeout: 30_000}},
};
