// test/support - a web-test-runner reporter that writes the run's totals and what failed as JSON, for scripts/run-check.ts.
import {writeFileSync} from 'node:fs';

/**
 * @param {string} path - Where to write `{"passed": 0, "failed": 0, "skipped": 0, "failures": [{"file": "…", "title": "…"}]}`.
 * @returns {import('@web/test-runner').Reporter}
 */
export function summaryReporter(path) {
  return {
    onTestRunFinished({sessions}) {
      const tests = sessions.flatMap(({testFile, testResults}) => (testResults ? testsOf(testResults, testFile ?? '') : []));
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => test.passed && !test.skipped).length;
      // A file that did not load or crashed has errors of its own, and perhaps no test: it counts as one failure.
      const broken = sessions.filter(({errors, passed: ok}) => errors.length > 0 || ok === undefined).map(({testFile = ''}) => ({file: testFile, title: `${testFile} runs to its end`}));
      const failures = [...tests.filter((test) => !test.passed && !test.skipped).map(({file, title}) => ({file, title})), ...broken];
      writeFileSync(path, `${JSON.stringify({passed, failed: failures.length, skipped, failures})}\n`);
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @param {string} file
 * @param {string} [within] - Names of the suites around it.
 * @returns {{file: string, title: string, passed: boolean, skipped: boolean}[]}
 */
function testsOf(suite, file, within = '') {
  const path = `${within} ${suite.name}`.trim();
  const own = suite.tests.map(({name, passed, skipped}) => ({file, title: `${path} ${name}`, passed, skipped}));
  return [...own, ...suite.suites.flatMap((inner) => testsOf(inner, file, path))];
}
