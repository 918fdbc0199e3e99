/** server/telemetry - everybody who listens to sessions: metrics, log lines, and traces where they are on. */
import type {Logger} from 'pino';
import type {SessionEvent} from '../../shared/session-event.ts';
import {noTraceHeaders, type TraceHeaders} from '../pipeline/trace-headers.ts';
import {logSession} from './log-session.ts';
import type {Metrics} from './metrics.ts';
import {traceWish} from './trace-wish.ts';

/** All of them as one. */
export interface SessionObservers {
  /** Hears every event of every session, by `ref`. */
  readonly onEvent: (ref: string, event: SessionEvent) => void;
  /** What calls upstream carry. */
  readonly traceHeaders: TraceHeaders;
  /** Sends what waits. */
  close(): Promise<void>;
}

/** @param environment - `OTEL_*` variables turn traces on; without one nothing of OpenTelemetry is loaded. */
export async function observeSessions(metrics: Metrics, logger: Logger, environment: Readonly<Record<string, string | undefined>>): Promise<SessionObservers> {
  const log = logSession(logger);
  const wish = traceWish(environment);
  const tracing = wish && (await import('./start-tracing.ts')).startTracing(wish.serviceName);
  return {
    onEvent(ref, event) {
      metrics.onEvent(event);
      log(ref, event);
      tracing?.onEvent(ref, event);
    },
    traceHeaders: tracing?.headersOf ?? noTraceHeaders,
    close: async () => tracing?.close().catch((error: unknown) => logger.warn({err: error}, 'traces could not be sent')),
  };
}
