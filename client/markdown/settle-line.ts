/**
 * client/markdown - hides or completes the unfinished last line of a text, so that a reader never sees half a marker that
 * turns into something else. Only that line is changed, so blocks before it parse as they will at the end.
 */
import {completeLength} from './source-lines.ts';

/** Only markers so far: a list item, a heading, a rule, an underline, a fence, a table's delimiter row? */
const undecided = /^(?:[-*+_=#|`~:>\s]|\d{1,9}[.)]\s)*(?:\d{1,9}[.)]?)?$/;
const tableRow = /^ {0,3}\|/;
const definition = /^ {0,3}\[(?:[^\]\\]|\\.)+\]:/;
const mayBeNote = /^ {0,3}\[\^[^\s[\]\\`<]*\]?$/;
const note = /^ {0,3}\[\^[^\s[\]\\`<]+\]:/;
const mayBeFormula = /^ {0,3}(?:\$\$?|\\\[?)$/;
const mayBeDefinition = /^ {0,3}\[(?:[^\]\\]|\\.)*\\?(?:\](?::.*)?)?$/;
const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})/gm;

/** Returns the text to show for `tail`. */
export function settleLine(tail: string): string {
  const start = completeLength(tail);
  const head = tail.slice(0, start);
  const line = tail.slice(start);
  const isUndecided = undecided.test(line);
  if (isInCode(head)) return isUndecided ? head : tail;

  const above = linesSinceBlank(head);
  const [header] = above;
  if (header === undefined) {
    if (!isUndecided && tableRow.test(line)) return `${tail}\n${delimiterRow(line)}`;
  } else if (above.length === 1 && isUndecided && tableRow.test(header)) {
    return head + delimiterRow(header);
  }
  if (isUndecided || mayBeNote.test(line) || mayBeFormula.test(line)) return head;
  if (note.test(line)) return tail;
  return mayBeDefinition.test(line) && above.every((text) => definition.test(text)) ? head : tail;
}

/** A fence is open when the number of fence lines is odd. Good enough: it only decides what is shown for a moment. */
function isInCode(head: string): boolean {
  return (head.match(fence)?.length ?? 0) % 2 === 1;
}

function linesSinceBlank(head: string): string[] {
  const blank = head.lastIndexOf('\n\n');
  return head.slice(blank < 0 ? 0 : blank + 2).split('\n').slice(0, -1);
}

/** A table is one from its first line on: it gets a delimiter row of ours until its own is complete. */
function delimiterRow(header: string): string {
  const cells = header.trim().replaceAll(/\\./g, '').replaceAll(/^\||\|$/g, '').split('|').length;
  return `|${' --- |'.repeat(cells)}`;
}
