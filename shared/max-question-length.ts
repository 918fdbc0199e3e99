/** shared - longest question, in characters (code points). By itself, so that the client gets the number without the schemas. */
export const MAX_QUESTION_LENGTH = 2_000;

/** A text's length in the same unit. */
export const lengthOf = (text: string): number => Array.from(text).length;
