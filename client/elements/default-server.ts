/** client/elements - the server to ask when a page names none: where this module came from. */
export const defaultServer: string = new URL(import.meta.url).origin;
