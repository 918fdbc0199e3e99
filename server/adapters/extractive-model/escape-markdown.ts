/** server/adapters/extractive-model - makes a quote mean itself in Markdown: no markup, no links, no citations of its own. Pure. */

/** A line of plain text as Markdown that reads the same. */
export const escapeMarkdown = (line: string): string =>
  line
    .replace(/[\\`*_[\]<>~|$^&]/gu, '\\$&')
    // Bare addresses would become links.
    .replace(/\/(?=\/)|@|(?<=\bwww)\./giu, '\\$&')
    // At the beginning of a line: headings, lists, rules.
    .replace(/^[#+=-]/u, '\\$&')
    .replace(/^(\d{1,9})([.)])/u, '$1\\$2')
    // Readers take these brackets for citations too, and no backslash would stop them.
    .replace(/[【［](\d[^】］\n]{0,60})[】］]/gu, '〖$1〗');
