// test/support - mocha's spec reporter that also leaves its totals as JSON at MOCHA_SUMMARY, for scripts/test.ts.
const {writeFileSync} = require('node:fs');
const {reporters, Runner} = require('mocha');

module.exports = class SpecWithSummary extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const {passes, failures, pending} = this.stats;
      if (process.env.MOCHA_SUMMARY) writeFileSync(process.env.MOCHA_SUMMARY, JSON.stringify({passed: passes, failed: failures, skipped: pending}));
    });
  }
};
