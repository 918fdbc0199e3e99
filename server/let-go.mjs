/**
 * server/let-go - hands back the memory of the program that is not running at the moment.
 * JavaScript beside `start.mjs`, for the same reason: nothing here may load the type stripper.
 * @see docs/decisions/0006-memory.md
 */
import {readFileSync} from 'node:fs';

/** `madvise`: the pages may go; a page that is touched again is read from its file again. */
const MADV_DONTNEED = 4;

/**
 * Lets go of the pages of Node's own program, now and again. Linux maps sixteen pages wherever one is touched, so that a start, and later each
 * burst of work, leaves tens of megabytes mapped that hardly run again; what does run comes back by itself, from the page cache, at some
 * microseconds for sixteen pages. Only mappings that nothing was ever written to are let go of: they are what the file says. Where any of this is
 * not to be had (another system, another Node), nothing happens.
 * @param againMs - How often, in milliseconds. Does not keep the process alive.
 * @returns Bytes that were let go of at once.
 */
export function letGoOfProgram({againMs = 250} = {}) {
  try {
    const {dlopen} = process.getBuiltinModule('node:ffi');
    const {functions} = dlopen(null, {madvise: {arguments: ['uint64', 'uint64', 'int32'], return: 'int32'}});
    const mappings = programMappings();
    const letGo = () => mappings.filter(({start, end}) => functions.madvise(start, end - start, MADV_DONTNEED) === 0);
    const gone = letGo().reduce((sum, {bytes}) => sum + bytes, 0);
    setInterval(letGo, againMs).unref();
    return gone;
  } catch {
    return 0;
  }
}

/** The unchanged read-only mappings of the running program. */
function programMappings() {
  return readFileSync('/proc/self/smaps', 'utf8')
    .split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/)
    .flatMap((mapping) => {
      const [, start, end, path] = /^([0-9a-f]+)-([0-9a-f]+) r-[x-]p \S+ \S+ \S+ +(\S.*)$/m.exec(mapping) ?? [];
      // Not by what is dirty: all of a program is that was only just installed, until the kernel has written it to the disk.
      const isUnchanged = kilobytes(mapping, 'Anonymous') === 0 && kilobytes(mapping, 'Swap') === 0;
      if (path !== process.execPath || !isUnchanged) return [];
      return [{start: BigInt(`0x${start}`), end: BigInt(`0x${end}`), bytes: kilobytes(mapping, 'Rss') * 1_024}];
    });
}

/** A figure of a mapping; what it does not tell is no zero. */
const kilobytes = (mapping, name) => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(mapping)?.[1] ?? NaN);
