// Browser tests: `test/client/**/*.test.ts` in one browser, sources served as they are and stripped of types on the way.
// `BROWSER=chromium` (the default), `firefox` or `webkit`. `scripts/test.ts` runs one after another and names each in its result.
import {defaultReporter} from '@web/test-runner';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {coreAsModule, slimmed, slimParser} from './scripts/slim-modules.mjs';
import {launcherFor} from './test/support/browser-launchers.mjs';
import {summaryReporter} from './test/support/summary-reporter.mjs';

const browser = process.env.BROWSER ?? 'chromium';
const {launcher, concurrency} = await launcherFor(browser);
const summaryPath = process.env.TEST_SUMMARY;
/** Into how many random deltas' sequences each example of CommonMark is cut: `npm run test:long` sets 200. */
const cuttings = Number(process.env.CUTTINGS ?? 4);
/** How many random documents are streamed: `npm run test:long` sets 20,000. */
const documents = Number(process.env.DOCUMENTS ?? 600);
const isLong = cuttings > 4 || documents > 600;

/** Markdown is parsed with what the bundle has. */
const slimMarkdown = {
  name: 'slim-markdown',
  transform: ({path, body}) => (path.endsWith('/markdown-it/dist/markdown-it.mjs') ? slimParser(String(body)) : undefined),
  resolveImport: ({source, context}) => (context.path.includes('/node_modules/markdown-it/') && slimmed[source] ? `/${slimmed[source]}` : undefined),
};

const commonJs = {
  name: 'common-js',
  transform: ({path, body}) => (path.endsWith('/highlight.js/lib/core.js') ? coreAsModule(String(body)) : undefined),
};

export default {
  files: 'test/client/**/*.test.ts',
  nodeResolve: true,
  concurrency,
  browsers: [launcher],
  browserStartTimeout: 120_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: isLong ? 3_600_000 : 300_000,
  // `es2022` has no decorators: esbuild lowers them, as the bundle does.
  plugins: [slimMarkdown, commonJs, esbuildPlugin({ts: true, target: 'es2022', tsconfig: 'client/tsconfig.json', define: {CUTTINGS: String(cuttings), DOCUMENTS: String(documents)}})],
  reporters: [defaultReporter(), ...(summaryPath ? [summaryReporter(summaryPath)] : [])],
  filterBrowserLogs: ({args}) => !String(args[0]).startsWith('Lit is in dev mode'),
  testFramework: {config: {timeout: isLong ? 0 : 30_000}},
};
