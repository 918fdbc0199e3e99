/** perf/support - memory and CPU of the server under test, as it tells them at `/metrics`. */
import {round} from './percentiles.ts';

/** One reading. */
export interface Usage {
  readonly rssMb: number;
  readonly cpuSeconds: number;
}

/** One figure of `/metrics` by its full name, labels included; 0 where there is none. */
export async function readFigure(url: string, name: string): Promise<number> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
}

/** Reads the server's own figures. */
export async function readUsage(url: string): Promise<Usage> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {rssMb: round(figure('process_resident_memory_bytes') / 1_048_576), cpuSeconds: figure('process_cpu_seconds_total')};
}

/** What a server used while something ran. */
export interface UsageWhile<T> {
  readonly result: T;
  /** Highest of the readings, in MiB. */
  readonly peakRssMb: number;
  /** Share of one core, in percent. */
  readonly cpuPercent: number;
}

/** Runs something and reads the server's usage every quarter of a second. */
export async function usageWhile<T>(url: string, run: () => Promise<T>): Promise<UsageWhile<T>> {
  const before = await readUsage(url);
  const startedAt = performance.now();
  let peakRssMb = before.rssMb;
  const timer = setInterval(() => void readUsage(url).then(({rssMb}) => (peakRssMb = Math.max(peakRssMb, rssMb))), 250);
  const result = await run();
  clearInterval(timer);
  const after = await readUsage(url);
  const seconds = (performance.now() - startedAt) / 1_000;
  return {result, peakRssMb: Math.max(peakRssMb, after.rssMb), cpuPercent: round((100 * (after.cpuSeconds - before.cpuSeconds)) / seconds)};
}
