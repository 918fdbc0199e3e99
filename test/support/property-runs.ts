/** test/support - how often each property is tried: PROPERTY_RUNS, 100 when unset. */
import fc from 'fast-check';

fc.configureGlobal({...fc.readConfigureGlobal(), numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100)});
