/** server/telemetry - what readers think and what their pages measure, as metrics and log lines. */
import type {Logger} from 'pino';
import {Counter, Histogram, type Registry} from 'prom-client';
import type {Feedback} from '../../shared/feedback.ts';
import type {Vitals} from '../../shared/vitals.ts';

/** Codes of errors that a page may count; any other is `other`, so that no page makes labels up. */
const knownErrors = new Set(
  'network timeout connection-lost session-gone bad-server bad-response unknown-model rate-limited too-many-sessions unauthorized forbidden no-answer shutdown restarted internal'.split(' '),
);

/** Hears reports of readers. */
export class ReaderReports {
  readonly #logger: Logger;
  readonly #feedback: Counter;
  readonly #firstPaint: Histogram;
  readonly #frameRate: Histogram;
  readonly #sessions: Histogram;
  readonly #errors: Counter;

  /** @param registry - Where the metrics are kept. */
  constructor(logger: Logger, registry: Registry) {
    const registers = [registry];
    this.#logger = logger;
    this.#feedback = new Counter({name: 'llm_window_feedback_total', help: 'What readers thought of answers.', labelNames: ['rating'], registers});
    this.#firstPaint = new Histogram({
      name: 'llm_window_reader_first_paint_seconds',
      help: 'From asking to the first text on the reader’s screen.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    });
    this.#frameRate = new Histogram({name: 'llm_window_reader_frames_per_second', help: 'Frames a second while an answer streamed.', buckets: [10, 20, 30, 40, 50, 55, 58, 60, 90, 120], registers});
    this.#sessions = new Histogram({name: 'llm_window_reader_session_seconds', help: 'From a reader’s first question to leaving the page.', buckets: [1, 5, 15, 60, 300, 900, 3_600], registers});
    this.#errors = new Counter({name: 'llm_window_reader_errors_total', help: 'Errors that readers met.', labelNames: ['code'], registers});
  }

  /** Counts a verdict; the log line has its `ref` and no word of the comment. */
  onFeedback(ref: string, {rating, model}: Feedback): void {
    this.#feedback.inc({rating});
    this.#logger.info({ref, rating, model}, 'feedback');
  }

  /** Counts what a page measured. */
  onVitals({ref, firstPaintMs, framesPerSecond, errors = [], sessionMs}: Vitals): void {
    if (firstPaintMs !== undefined) this.#firstPaint.observe(firstPaintMs / 1_000);
    if (framesPerSecond !== undefined) this.#frameRate.observe(framesPerSecond);
    if (sessionMs !== undefined) this.#sessions.observe(sessionMs / 1_000);
    const codes = errors.map((code) => (knownErrors.has(code) ? code : 'other'));
    for (const code of codes) this.#errors.inc({code});
    this.#logger.debug({ref, firstPaintMs, framesPerSecond, sessionMs, errors: codes}, 'reader’s page measured');
  }
}
