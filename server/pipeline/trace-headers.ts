/** server/pipeline - what a call upstream carries so that its trace joins ours. */

/** What a call asks: a search provider, a site (for a page, or its `robots.txt`), or a model. */
export type TracedCall = 'search' | 'page' | {readonly model: string};

/**
 * Gives the headers of a call: `traceparent` where traces are on, none otherwise.
 * @param ref - The session's.
 */
export type TraceHeaders = (ref: string, call: TracedCall) => Readonly<Record<string, string>>;

/** Traces are off. */
export const noTraceHeaders: TraceHeaders = () => ({});
