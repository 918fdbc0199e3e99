/** client/markdown/slim - stands in for markdown-it's helpers: characters by what they are, as every browser knows them, and labels. */

export const isSpace = (code: number): boolean => code === 9 || code === 32;

export const isWhiteSpace = (char: string): boolean => /[\t-\r\p{Zs}]/u.test(char);

export const isPunctuation = (char: string): boolean => /[\p{P}\p{S}]/u.test(char);

/** Trims what the text of a block may be surrounded with; other white space of Unicode is text. */
export function asciiTrim(text: string): string {
  const isBlank = (at: number): boolean => ' \t\n\r'.includes(text.charAt(at));
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(start)) start += 1;
  while (start < end && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}

/** Labels are compared without case; what is upper case for some letters only is no reason to differ. */
export const normalizeReference = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
