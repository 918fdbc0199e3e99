/** shared - longest question, in UTF-16 units. By itself, so that the client gets the number without the schemas. */
export const MAX_QUESTION_LENGTH = 2_000;
