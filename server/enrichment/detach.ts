/** server/enrichment - lets a page go while a piece of its text is kept. */

/**
 * A copy of a text. V8 makes a part of a string by pointing into the whole: a title of thirty characters, kept in a session's log,
 * would keep the three megabytes of its page.
 */
export const detach = (text: string): string => Buffer.from(text).toString();
