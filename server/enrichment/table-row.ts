/**
 * server/enrichment - a row of a table as one line of text: its cells with ` | ` between them. Bars that cells have of their own stand without spaces,
 * so that nobody takes them for the end of a cell.
 */

/** The cells in one line; empty ones at both ends are left out. @param cells - Tidy: single spaces, none at the ends. */
export function joinCells(cells: readonly string[]): string {
  const first = cells.findIndex((cell) => cell !== '');
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(first, last + 1).map(withTightBars).join(' | ').replaceAll('  ', ' ');
}

/** The cells of such a line. */
export const splitCells = (row: string): string[] => row.split(/ \|(?= |$)/u).map((cell) => cell.trim());

/** A bar that is all there is in a cell can't be told from an empty cell, so it is put in quotes. */
const withTightBars = (cell: string): string => (cell === '|' ? '“|”' : cell.replaceAll(' |', '|').replaceAll('| ', '|'));
