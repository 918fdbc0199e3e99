/** shared - what a session's events add up to: the JSON of `GET /v1/sessions/:id`, and what the element draws. */
import type {Ambiguity} from './events/analysis-events.ts';
import type {SessionMetricsEvent} from './events/session-events.ts';
import type {SearchHit} from './search-hit.ts';
import type {Citation, Source, SourceHow, Usage} from './source.ts';

/** Where one stage is. */
export interface StageState {
  readonly status: 'waiting' | 'running' | 'done';
  /** When it began, in milliseconds since the session started; set while it runs. */
  readonly at?: number;
  /** How long it took, in milliseconds; set once it is done. */
  readonly ms?: number;
}

/** The stages of a run, in their order. */
export type StageName = 'analysis' | 'search' | 'enrichment';

/** One query that went wrong or had to wait. */
export interface QueryProblem {
  readonly kind: 'wait' | 'retry' | 'error';
  readonly provider: string;
  readonly query: string;
  readonly code: string;
  /** For a reader; set on errors. */
  readonly message?: string;
  /** How long it waits, in milliseconds; set on waits and retries. */
  readonly waitMs?: number;
  readonly next?: string;
}

/** A found page, and what became of it. */
export interface PageState {
  readonly hit: SearchHit;
  readonly provider: string;
  readonly query: string;
  /** `skipped`: it was not waited for. */
  readonly status: 'found' | 'read' | 'failed' | 'skipped';
  readonly words?: number;
  readonly passages?: number;
  readonly ms?: number;
  /** Why it failed. */
  readonly code?: string;
  readonly message?: string;
  readonly fallback?: SourceHow;
}

/** How far the reading of pages is. */
export interface ReadingState {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  readonly bytes: number;
  readonly ms: number;
  readonly url?: string;
}

/** One text that a model writes: an answer or the synthesis. */
export interface WritingState {
  readonly model: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly text: string;
  readonly citations: readonly Citation[];
  /** A retry that is under way. */
  readonly retry?: {readonly attempt: number; readonly inMs: number; readonly code: string};
  /** Why its text was voided last, and who took over. */
  readonly reset?: {readonly reason: string; readonly code?: string; readonly next?: string};
  readonly finishReason?: string;
  readonly usage?: Usage;
  readonly ttftMs?: number;
  readonly ms?: number;
  readonly truncated?: boolean;
  /** Whether the reader stopped this text, and the run went on. */
  readonly stopped?: boolean;
  /** The model that wrote it, where another one took over. */
  readonly by?: string;
  readonly tokensPerSecond?: number;
  readonly bytes?: number;
  readonly retries?: number;
  readonly code?: string;
  readonly message?: string;
}

/** One model's answer. */
export interface AnswerState extends WritingState {
  /** Numbers of the sources it was given. */
  readonly sources: readonly number[];
  /** What it thought aloud. */
  readonly reasoning: string;
  /** Why this model answers although nobody asked it. */
  readonly reason?: string;
}

/** The synthesis. */
export interface SynthesisState extends WritingState {
  readonly answers: readonly string[];
  readonly included: readonly string[];
  readonly notIncluded: readonly string[];
  /** The model whose answer stands in for it; set when it failed. */
  readonly best?: string;
}

/** A session, folded. */
export interface SessionState {
  readonly status: 'waiting' | 'running' | 'ended';
  readonly question: string;
  /** ISO 8601; empty before `session-start`. */
  readonly startedAt: string;
  readonly models: readonly string[];
  readonly providers: readonly string[];
  /** The `ref` of the session that this one continues; left out when it begins a conversation. */
  readonly parent?: string;
  readonly stages: Readonly<Record<StageName, StageState>>;
  readonly queries: readonly string[];
  readonly language: string;
  readonly terms: readonly string[];
  readonly intent: string;
  /** When what is sought was published, as the question tells it. */
  readonly freshness?: string;
  /** Sites that the question names. */
  readonly sites?: readonly string[];
  /** What the question may mean, where that is several things. */
  readonly ambiguity?: Ambiguity;
  readonly queryProblems: readonly QueryProblem[];
  /** Queries that a provider changed. */
  readonly alteredQueries: readonly {readonly provider: string; readonly query: string; readonly altered: string}[];
  /** Queries that were not sent, since others had found enough. */
  readonly skippedQueries: readonly string[];
  /** In the order in which they were found. */
  readonly pages: readonly PageState[];
  readonly reading: ReadingState;
  /** By number; those that came late are at the end. */
  readonly sources: readonly Source[];
  /** In the order in which they started. */
  readonly answers: readonly AnswerState[];
  readonly synthesis: SynthesisState | undefined;
  readonly relatedQuestions: readonly string[];
  readonly warnings: readonly {readonly code: string; readonly message: string}[];
  readonly metrics: Omit<SessionMetricsEvent, 'type' | 'at'> | undefined;
  readonly outcome: 'done' | 'stopped' | 'failed' | undefined;
  /** Why it was stopped or failed. */
  readonly code: string | undefined;
  readonly ms: number | undefined;
}

const waiting: StageState = {status: 'waiting'};

/** A session of which nothing is known yet. */
export const emptySession: SessionState = {
  status: 'waiting',
  question: '',
  startedAt: '',
  models: [],
  providers: [],
  stages: {analysis: waiting, search: waiting, enrichment: waiting},
  queries: [],
  language: 'und',
  terms: [],
  intent: '',
  queryProblems: [],
  alteredQueries: [],
  skippedQueries: [],
  pages: [],
  reading: {done: 0, failed: 0, total: 0, bytes: 0, ms: 0},
  sources: [],
  answers: [],
  synthesis: undefined,
  relatedQuestions: [],
  warnings: [],
  metrics: undefined,
  outcome: undefined,
  code: undefined,
  ms: undefined,
};
