/** perf/support - CPU and memory of another process, as Linux tells them under `/proc`: its workers are in it, and asking costs it nothing. */
import {readdirSync, readFileSync} from 'node:fs';

/** Clock ticks a second, the same on all Linux machines of today. */
const TICKS = 100;

/** Seconds of CPU that a process and its threads took so far; undefined where `/proc` does not tell. */
export function cpuSecondsOf(pid: number): number | undefined {
  const text = read(pid, 'stat');
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // from the third field on: the name may hold blanks
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resident set in MiB; undefined where `/proc` does not tell. */
export function rssMbOf(pid: number): number | undefined {
  const kb = /^VmRSS:\s+(\d+)/m.exec(read(pid, 'status') ?? '')?.[1];
  return kb === undefined ? undefined : Number(kb) / 1_024;
}

/** Open files and sockets; undefined where `/proc` does not tell. */
export function openFilesOf(pid: number): number | undefined {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return undefined;
  }
}

function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
