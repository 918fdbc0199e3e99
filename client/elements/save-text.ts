/** client/elements - lets the browser save a text as a file. */

/** How long the file's address holds, in milliseconds: some browsers begin to save a moment later. */
const HELD_MS = 10_000;

/** @param name - What the file is called. @param type - Its media type. */
export function saveText(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: `${type};charset=utf-8`}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), HELD_MS);
}
