/** shared - events of the analysis stage: from a question to search queries. */
import * as v from 'valibot';
import {event, Milliseconds} from './event.ts';

/** The question is being analysed. */
export const AnalysisStartEvent = event('analysis-start', {});
export type AnalysisStartEvent = v.InferOutput<typeof AnalysisStartEvent>;

/** A word of several meanings. */
export const Ambiguity = v.object({term: v.string(), /** In a few words each. */ senses: v.array(v.string())});
export type Ambiguity = v.InferOutput<typeof Ambiguity>;

/** What will be searched for. */
export const AnalysisEndEvent = event('analysis-end', {
  /** Search queries, best first; none where there is nothing to search for. */
  queries: v.array(v.string()),
  /** BCP 47 tag of the question's language, `und` when it can't be told. */
  language: v.string(),
  /** Key terms of the question, in its order. */
  terms: v.array(v.string()),
  /** What kind of question it is: `answer`, `definition`, `how-to`, `comparison`, `news`, `greeting`, `unclear` (no meaning to search for). */
  intent: v.string(),
  /** When what is sought was published, as the question tells it: `day`, `week`, `month`, `year` or `YYYY-MM-DDtoYYYY-MM-DD`. */
  freshness: v.exactOptional(v.string()),
  /** Sites that the question names. */
  sites: v.exactOptional(v.array(v.string())),
  /** What the question may mean, where that is several things: all of them are searched for. */
  ambiguity: v.exactOptional(Ambiguity),
  ms: Milliseconds,
});
export type AnalysisEndEvent = v.InferOutput<typeof AnalysisEndEvent>;
