/** client/elements - a text that a page's script has set, which may be anything: frameworks set what is not there to `undefined`. */
export const givenText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
