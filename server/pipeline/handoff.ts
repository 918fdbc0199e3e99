/**
 * server/pipeline - what a stage hands to the next one. Handoffs never leave the server.
 *
 * ```text
 * question-asked ─► analyze ─► queries-ready ─► search ─► hits-ready ─► enrich ─► evidence-ready
 *                ─► ask models ─► answers-begun, answer-ready | answer-lost … ─► synthesize
 * ```
 */
import type {Observable} from 'rxjs';
import type {SearchWishes} from '../../shared/ask-request.ts';
import type {SearchHit} from '../../shared/search-hit.ts';
import type {Citation, Source} from '../../shared/source.ts';

/** A source that an earlier answer rested on: enough to be found and read again. */
export interface TurnSource {
  readonly title: string;
  readonly url: string;
  /** Who found it. */
  readonly provider: string;
  /** What the answer took from it, a few hundred characters at most; empty where that was not told. Stands in for the page when it is gone. */
  readonly quote: string;
}

/** One exchange of a conversation, small enough to be kept: a question and what came of it. */
export interface Turn {
  readonly question: string;
  /** The best answer's text, without citations and cut to a few thousand characters; empty when there was none. */
  readonly answer: string;
  /** The sources it cited, most cited first, at most five. Their old numbers are left behind: each session numbers its own. */
  readonly sources: readonly TurnSource[];
}

/** A question, as a session was asked it. */
export interface QuestionAsked {
  readonly type: 'question-asked';
  readonly question: string;
  /** Models to ask, known to exist. */
  readonly models: readonly string[];
  /** Whether two or more answers are made into one. */
  readonly synthesis: boolean;
  readonly search: SearchWishes;
  /** The conversation so far, oldest turn first; left out when the question begins one. */
  readonly earlier?: readonly Turn[];
  /** Ties upstream calls to our logs and traces: the session's `ref`, never its id. */
  readonly ref: string;
  /** Emits when nothing more will be written, so that what still works for the sake of completeness can end. `answerQuestion` sets it. */
  readonly answered$?: Observable<unknown>;
  /** Names models whose answers the reader has stopped, those before the subscription too. */
  readonly stopAnswer$?: Observable<string>;
}

/** What a question comes to, before anything is searched. */
export interface Analysis {
  /** Search queries, best first, at most three; none where there is nothing to search for. */
  readonly queries: readonly string[];
  /** BCP 47 tag, `und` when it can't be told. */
  readonly language: string;
  /** Key terms, in the question's order. */
  readonly terms: readonly string[];
  readonly intent: string;
  /** When what is sought was published, as the question tells it; as in `SearchRequest`. */
  readonly freshness?: string;
  /** Hosts that the question names. */
  readonly sites?: readonly string[];
  /** Whether it wants to hear of no others (`site:`). */
  readonly onlySites?: boolean;
  /** What the question may mean, if it may mean several things. */
  readonly ambiguity?: Ambiguity;
}

/** A word of several meanings. */
export interface Ambiguity {
  readonly term: string;
  /** In a few words each, in the order of the queries that search for them. */
  readonly senses: readonly string[];
}

/** Why there is no evidence: the input has no question, the reader wants no search, every search failed, or nothing was found. */
export type EvidenceGap = 'no-question' | 'not-searched' | 'search-failed' | 'nothing-found';

/** The question is understood. */
export interface QueriesReady extends Analysis {
  readonly type: 'queries-ready';
  readonly asked: QuestionAsked;
}

/** A page to be read: what the reader sees of it, and who found it. */
export interface RankedHit extends SearchHit {
  readonly provider: string;
  /** Merged rank over all queries; higher is better. */
  readonly score: number;
  /** Parts of the page's own text that bear on the question, plain, where the provider had them. */
  readonly passages?: readonly string[];
}

/** The pages are found, best first, each once. */
export interface HitsReady {
  readonly type: 'hits-ready';
  readonly asked: QuestionAsked;
  readonly analysis: Analysis;
  readonly hits: readonly RankedHit[];
  /** Why there are no hits. */
  readonly gap?: EvidenceGap;
}

/** A part of a page that bears on the question. */
export interface Passage {
  readonly text: string;
  /** The heading it stands under. */
  readonly heading?: string;
  /** How well it fits the question; comparable within one question only. */
  readonly score: number;
}

/** A numbered source with the text that models may use. */
export interface EvidenceSource extends Source {
  /** In reading order; empty when the source is not used. */
  readonly passages: readonly Passage[];
}

/** What every model answers from. */
export interface Evidence {
  readonly question: string;
  readonly analysis: Analysis;
  /** By number. */
  readonly sources: readonly EvidenceSource[];
  /** Why nothing was found; left out where something was. */
  readonly gap?: EvidenceGap;
}

/** The evidence is complete. */
export interface EvidenceReady {
  readonly type: 'evidence-ready';
  readonly asked: QuestionAsked;
  readonly evidence: Evidence;
}

/** The models have been asked; for each an `answer-ready` or an `answer-lost` follows. */
export interface AnswersBegun {
  readonly type: 'answers-begun';
  readonly asked: QuestionAsked;
  readonly evidence: Evidence;
  readonly models: readonly string[];
}

/** A finished answer. */
export interface Answer {
  readonly model: string;
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** One model's answer is complete. */
export interface AnswerReady {
  readonly type: 'answer-ready';
  readonly answer: Answer;
}

/** One model failed, or was stopped. */
export interface AnswerLost {
  readonly type: 'answer-lost';
  readonly model: string;
  readonly code: string;
}

export type Handoff = QuestionAsked | QueriesReady | HitsReady | EvidenceReady | AnswersBegun | AnswerReady | AnswerLost;
