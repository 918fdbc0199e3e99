/** server/telemetry - whether the environment asks for traces, in OpenTelemetry's own variables. */

/** What it asks for; undefined when traces are off: without an endpoint, or when told to keep still. */
export function traceWish(environment: Readonly<Record<string, string | undefined>>): {readonly serviceName: string} | undefined {
  const {OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_SDK_DISABLED: disabled, OTEL_TRACES_EXPORTER: exporter} = environment;
  if (!(endpoint || own) || disabled === 'true' || exporter === 'none') return undefined;
  return {serviceName: environment['OTEL_SERVICE_NAME'] || 'llm-window'};
}
