/** server/pipeline - what a call upstream carries so that its trace joins ours. */

/**
 * Gives the headers of a call: `traceparent` where traces are on, none otherwise.
 * @param ref - The session's.
 * @param model - Whom the call asks; a page is read when left out.
 */
export type TraceHeaders = (ref: string, model?: string) => Readonly<Record<string, string>>;

/** Traces are off. */
export const noTraceHeaders: TraceHeaders = () => ({});
