import {expect} from 'chai';
import pino from 'pino';
import {Registry} from 'prom-client';
import {ReaderReports} from '../../../server/telemetry/reader-reports.ts';

describe('ReaderReports', () => {
  it('counts what readers think and feel, and no page makes labels up', async () => {
    const registry = new Registry();
    const lines: string[] = [];
    const reports = new ReaderReports(pino({level: 'debug'}, {write: (line) => lines.push(line)}), registry);
    reports.onFeedback('0123456789ab', {rating: 'down', comment: 'private words', model: 'a'});
    reports.onVitals({ref: '0123456789ab', firstPaintMs: 90, framesPerSecond: 60, errors: ['network', 'made-up-1', 'made-up-2'], sessionMs: 5_000});
    reports.onVitals({});
    const text = await registry.metrics();
    expect(text).to.contain('llm_window_feedback_total{rating="down"} 1').and.contain('llm_window_reader_errors_total{code="network"} 1').and.contain('llm_window_reader_errors_total{code="other"} 2');
    expect(text).to.contain('llm_window_reader_first_paint_seconds_count 1').and.contain('llm_window_reader_frames_per_second_count 1').and.contain('llm_window_reader_session_seconds_count 1');
    expect(text).not.to.contain('made-up');
    expect(lines.join('')).to.contain('0123456789ab').and.not.contain('private words').and.not.contain('made-up');
  });
});
