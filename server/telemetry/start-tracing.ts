/** server/telemetry - OpenTelemetry over OTLP/HTTP. Loaded only when an `OTEL_*` variable asks for it; the exporter reads the others itself. */
import {OTLPTraceExporter} from '@opentelemetry/exporter-trace-otlp-http';
import {defaultResource, resourceFromAttributes} from '@opentelemetry/resources';
import {BatchSpanProcessor, TracerProvider} from '@opentelemetry/sdk-trace';
import {type SessionTraces, traceSessions} from './trace-sessions.ts';

/** Traces that are on. */
export interface Tracing extends SessionTraces {
  /** Sends what waits. */
  close(): Promise<void>;
}

/** @param serviceName - What traces call this service. */
export function startTracing(serviceName: string): Tracing {
  const resource = defaultResource().merge(resourceFromAttributes({'service.name': serviceName}));
  const provider = new TracerProvider({resource, spanProcessors: [new BatchSpanProcessor({exporter: new OTLPTraceExporter()})]});
  return {...traceSessions(provider.getTracer('llm-window')), close: () => provider.shutdown()};
}
