/** shared - events of the analysis stage: from a question to search queries. */
import * as v from 'valibot';
import {event, Milliseconds} from './event.ts';

/** The question is being analysed. */
export const AnalysisStartEvent = event('analysis-start', {});
export type AnalysisStartEvent = v.InferOutput<typeof AnalysisStartEvent>;

/** What will be searched for. */
export const AnalysisEndEvent = event('analysis-end', {
  /** Search queries, best first. */
  queries: v.array(v.string()),
  /** BCP 47 tag of the question's language, `und` when it can't be told. */
  language: v.string(),
  /** Key terms of the question, in its order. */
  terms: v.array(v.string()),
  /** What kind of question it is: `answer`, `definition`, `how-to`, `comparison`, `news`, `greeting`. */
  intent: v.string(),
  ms: Milliseconds,
});
export type AnalysisEndEvent = v.InferOutput<typeof AnalysisEndEvent>;
