/** server/adapters/sqlite - a change of a file that other processes write, too: as one, and in turn. */
import type {DatabaseSync} from 'node:sqlite';
import {setTimeout as sleep} from 'node:timers/promises';
import {isBusy} from './sqlite-errors.ts';

/** How long a change waits for those of other processes, and how often it asks, in milliseconds. */
const WRITE_WAIT_MS = 60_000;
const RETRY_MS = 25;

/**
 * Runs `change` as one, over as many turns as it takes: others see all of it or nothing, and read what was there before meanwhile.
 * While another process writes, waits its turn, without holding up this thread.
 * @param busyMs - What the connection's `busy_timeout` is otherwise.
 */
export async function inTransaction<Result>(database: DatabaseSync, busyMs: number, change: () => Promise<Result> | Result): Promise<Result> {
  for (const deadline = performance.now() + WRITE_WAIT_MS; !begin(database, busyMs, deadline); ) await sleep(RETRY_MS);
  try {
    const result = await change();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Whether it is our turn; throws when it was not for too long. */
function begin(database: DatabaseSync, busyMs: number, deadline: number): boolean {
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (!isBusy(error) || performance.now() > deadline) throw error;
    return false;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${busyMs}`);
  }
}
