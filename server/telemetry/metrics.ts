/** server/telemetry - Prometheus metrics, folded from the same events that readers hear. */
import {collectDefaultMetrics, Counter, Gauge, Histogram, Registry} from 'prom-client';
import type {SessionEvent} from '../../shared/session-event.ts';
import type {CircuitState} from '../resilience/circuit-breaker.ts';
import {modelMetrics} from './model-metrics.ts';

/** What is counted now, asked for at each scrape. */
export interface MetricsSources {
  readonly running: () => number;
  /** The breaker of each known model. @defaultValue none */
  readonly circuits?: () => ReadonlyMap<string, CircuitState>;
}

/** How a breaker's state reads as a number: what is not 0 is worth a look. */
const circuitValues: Readonly<Record<CircuitState, number>> = {closed: 0, 'half-open': 1, open: 2};

const seconds = (ms: number): number => ms / 1_000;
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** The service's metrics, and the two places they are fed from. */
export class Metrics {
  /** Where all metrics of this process are kept. */
  readonly registry = new Registry();
  readonly #sessions = new Counter({name: 'llm_window_sessions_total', help: 'Sessions that ended.', labelNames: ['outcome'], registers: [this.registry]});
  readonly #errors = new Counter({name: 'llm_window_errors_total', help: 'Queries, pages, answers and syntheses that failed.', labelNames: ['event', 'code'], registers: [this.registry]});
  readonly #retries = new Counter({name: 'llm_window_retries_total', help: 'Upstream calls tried again, and texts begun again.', labelNames: ['event'], registers: [this.registry]});
  readonly #stages = new Histogram({name: 'llm_window_stage_seconds', help: 'How long a stage took.', labelNames: ['stage'], buckets, registers: [this.registry]});
  readonly #firsts = new Histogram({
    name: 'llm_window_first_seconds',
    help: 'From the start of a session to its first event, source and token.',
    labelNames: ['what'],
    buckets,
    registers: [this.registry],
  });
  readonly #speed = new Histogram({
    name: 'llm_window_tokens_per_second',
    help: 'How fast models wrote, after their first token.',
    buckets: [5, 10, 20, 40, 60, 80, 120, 200, 400],
    registers: [this.registry],
  });
  readonly #logEvents = new Histogram({name: 'llm_window_log_events', help: 'Events in the log of a session that ended.', buckets: [10, 30, 100, 300, 1_000, 3_000, 10_000], registers: [this.registry]});
  readonly #read = new Counter({name: 'llm_window_read_bytes_total', help: 'Bytes read from pages and documents.', registers: [this.registry]});
  /** Thousands of writes a second are summed here, and told when somebody asks. */
  readonly #written = {bytes: 0, frames: 0};
  readonly #readers = new Gauge({name: 'llm_window_readers', help: 'Open event streams.', registers: [this.registry]});

  readonly #models = modelMetrics(this.registry);
  readonly #resumes = new Counter({name: 'llm_window_resumes_total', help: 'Streams opened by readers who had read some of it before.', registers: [this.registry]});

  constructor({running, circuits = () => new Map()}: MetricsSources) {
    new Gauge({
      name: 'llm_window_sessions_running',
      help: 'Sessions that run now.',
      registers: [this.registry],
      collect() {
        this.set(running());
      },
    });
    new Gauge({
      name: 'llm_window_model_breaker',
      help: 'Whether a model is asked: 0 closed (it is), 1 half-open (one call probes it), 2 open (it is left alone).',
      labelNames: ['model'],
      registers: [this.registry],
      collect() {
        this.reset(); // the list of models may have changed
        for (const [model, state] of circuits()) this.set({model}, circuitValues[state]);
      },
    });
    this.#tell('llm_window_sse_bytes_total', 'Bytes written to readers.', () => this.#written.bytes);
    this.#tell('llm_window_sse_frames_total', 'Frames written to readers.', () => this.#written.frames);
    collectDefaultMetrics({register: this.registry});
  }

  /** Prometheus' text format. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** All metrics as text. */
  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  /** Counts one event of any session. */
  onEvent(event: SessionEvent): void {
    this.#models(event);
    switch (event.type) {
      case 'analysis-end':
      case 'search-end':
      case 'enrichment-end':
      case 'synthesis-end':
      case 'answer-end':
        if ('tokensPerSecond' in event) this.#speed.observe(event.tokensPerSecond);
        this.#stages.observe({stage: event.type.slice(0, -'-end'.length)}, seconds(event.ms));
        return;
      case 'search-error':
      case 'page-error':
      case 'answer-error':
      case 'synthesis-error':
        this.#errors.inc({event: event.type, code: event.code});
        return;
      case 'search-retry':
      case 'answer-retry':
      case 'answer-reset':
      case 'synthesis-reset':
      case 'synthesis-retry':
        this.#retries.inc({event: event.type});
        return;
      case 'session-metrics': {
        const {firstEventMs, firstSourceMs, firstTokenMs, events, bytes} = event;
        this.#logEvents.observe(events);
        this.#read.inc(bytes);
        for (const [what, ms] of Object.entries({event: firstEventMs, source: firstSourceMs, token: firstTokenMs})) {
          if (ms !== undefined) this.#firsts.observe({what}, seconds(ms));
        }
        return;
      }
      case 'session-end':
        this.#sessions.inc({outcome: event.outcome});
        return;
      default:
    }
  }

  /** Counts what went out to a reader. */
  onWrite(bytes: number, frames: number): void {
    this.#written.bytes += bytes;
    this.#written.frames += frames;
  }

  /** A stream was opened (+1) or closed (-1). */
  onReader(change: 1 | -1): void {
    this.#readers.inc(change);
  }

  /** A reader came back for what it had not seen. */
  onResume(): void {
    this.#resumes.inc();
  }

  #tell(name: string, help: string, sum: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(sum());
      },
    });
  }
}
