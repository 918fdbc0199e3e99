/** server/adapters/sqlite - what SQLite's errors say, extended codes included. */

/** Whether the file is no sound database: `SQLITE_CORRUPT` or `SQLITE_NOTADB`. */
export const isCorrupt = (error: unknown): boolean => [11, 26].includes(codeOf(error));

/** Whether another connection is in the way: `SQLITE_BUSY`. */
export const isBusy = (error: unknown): boolean => codeOf(error) === 5;

const codeOf = (error: unknown): number => (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0);
