// test/support - a web-test-runner reporter that writes the run's totals as JSON, for scripts that add up several runners.
import {writeFileSync} from 'node:fs';

/**
 * @param {string} path - Where to write `{"passed": 0, "failed": 0, "skipped": 0}`.
 * @returns {import('@web/test-runner').Reporter}
 */
export function summaryReporter(path) {
  return {
    onTestRunFinished({sessions}) {
      const tests = sessions.flatMap(({testResults}) => (testResults ? testsOf(testResults) : []));
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => test.passed && !test.skipped).length;
      // A file that did not load or crashed has errors of its own, and perhaps no test: it counts as one failure.
      const broken = sessions.filter(({errors, passed: ok}) => errors.length > 0 || ok === undefined).length;
      writeFileSync(path, `${JSON.stringify({passed, failed: tests.length - passed - skipped + broken, skipped})}\n`);
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
function testsOf(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
