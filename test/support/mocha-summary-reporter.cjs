// test/support - mocha's spec reporter that also leaves its totals and what failed as JSON at TEST_SUMMARY, for scripts/run-check.ts.
const {writeFileSync} = require('node:fs');
const {reporters, Runner} = require('mocha');

module.exports = class SpecWithSummary extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test) => failures.push({file: test.file ?? test.parent?.file ?? '', title: test.fullTitle()}));
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const {passes, failures: failed, pending} = this.stats;
      if (process.env.TEST_SUMMARY) writeFileSync(process.env.TEST_SUMMARY, JSON.stringify({passed: passes, failed, skipped: pending, failures}));
    });
  }
};
