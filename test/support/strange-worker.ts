/** test/support - a worker that does what no worker should. */
import type {SoloTask} from '../../server/extraction/solo-worker.ts';

/** Echoes its task, unless that names a misdeed. */
export function work(given?: SoloTask<string>): string {
  if (!given) return '';
  given.drafts.postMessage(`a draft of ${given.task}`);
  const hoard: unknown[] = [];
  switch (given.task) {
    case 'hang':
      for (;;);
    case 'throw':
      throw new Error('thrown');
    case 'exit':
      process.exit(3);
    // falls through: it does not come back
    case 'hoard':
      for (;;) hoard.push(Array.from({length: 10_000}, (_, i) => ({i})));
    default:
      return given.task;
  }
}
