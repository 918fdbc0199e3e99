/**
 * perf/report - `npm run perf:report` renders the latest results into `perf/results/report.html`. With `--publish` they are kept in the repository: the results in
 * `docs/performance/`, the page beside them, and the table of the README.
 */
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readBudgets} from '../support/promises.ts';
import {readResult, resultsFolder, scenarioNames} from '../support/results.ts';
import {promisesOf, renderPage} from './page.ts';
import {summaryTable, withSummary} from './summary.ts';

const root = join(import.meta.dirname, '../..');
const files = scenarioNames().flatMap((name) => readResult(name) ?? []);
if (files.length === 0) {
  console.error('perf:report: there are no results yet; npm run perf:all measures');
  process.exit(1);
}
const page = renderPage(files, readBudgets());
writeFileSync(join(resultsFolder, 'report.html'), page);
console.log(`perf/results/report.html: ${files.length} scenarios, ${promisesOf(files, readBudgets()).filter(({verdict}) => verdict !== 'not measured').length} promises measured`);

if (process.argv.includes('--publish')) {
  const unclean = files.filter(({short}) => short).map(({scenario}) => scenario);
  if (unclean.length > 0) {
    console.error(`perf:report: short runs are not published: ${unclean.join(', ')}`);
    process.exit(1);
  }
  const folder = join(root, 'docs/performance');
  mkdirSync(folder, {recursive: true});
  for (const {scenario} of files) copyFileSync(join(resultsFolder, `${scenario}.json`), join(folder, `${scenario}.json`));
  writeFileSync(join(folder, 'report.html'), page);
  const readme = join(root, 'README.md');
  writeFileSync(readme, withSummary(readFileSync(readme, 'utf8'), summaryTable(files, readBudgets())));
  console.log('docs/performance/ and README.md are written');
}
