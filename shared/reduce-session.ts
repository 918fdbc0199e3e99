/**
 * shared - the one reducer: what events add up to, on the server (snapshots, closing what is open) and in the client alike.
 * Pure; parts that an event does not touch keep their identity, so views can compare by reference.
 */
import type {SessionEvent} from './session-event.ts';
import type {AnswerState, PageState, QueryProblem, SessionState, StageName, StageState, SynthesisState, WritingState} from './session-state.ts';
import {unreachable} from './unreachable.ts';

/**
 * The session after one more event. An unknown type leaves the state as it is (the same object).
 * @param state - What was so far; begin with `emptySession`.
 * @param event - The next event, or a frame of merged deltas.
 */
export function reduceSession(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'session-start': {
      const {question, models, providers, startedAt, parent} = event;
      return {...state, status: 'running', question, models, providers, startedAt, ...(parent !== undefined && {parent})};
    }
    case 'analysis-start':
      return withStage(state, 'analysis', {status: 'running', at: event.at});
    case 'analysis-end': {
      const {queries, language, terms, intent, freshness, sites, ambiguity, ms} = event;
      const limits = {...(freshness !== undefined && {freshness}), ...(sites && {sites}), ...(ambiguity && {ambiguity})};
      return {...withStage(state, 'analysis', {status: 'done', ms}), queries, language, terms, intent, ...limits};
    }
    case 'search-start':
      return withStage(state, 'search', {status: 'running', at: event.at});
    case 'search-result': {
      const {hit, provider, query} = event;
      return {...state, pages: [...state.pages, {hit, provider, query, status: 'found'}]};
    }
    case 'search-wait':
      return withProblem(state, {kind: 'wait', provider: event.provider, query: event.query, code: event.reason, waitMs: event.waitMs});
    case 'search-retry':
      return withProblem(state, {kind: 'retry', provider: event.provider, query: event.query, code: event.code, waitMs: event.inMs});
    case 'search-error': {
      const {provider, query, code, message, next} = event;
      return withProblem(state, {kind: 'error', provider, query, code, message, ...(next !== undefined && {next})});
    }
    case 'search-altered': {
      const {provider, query, altered} = event;
      return {...state, alteredQueries: [...state.alteredQueries, {provider, query, altered}]};
    }
    case 'search-end':
      return {...withStage(state, 'search', {status: 'done', ms: event.ms}), ...(event.skipped && {skippedQueries: event.skipped})};
    case 'enrichment-start':
      return {...withStage(state, 'enrichment', {status: 'running', at: event.at}), reading: {...state.reading, total: event.total}};
    case 'enrichment-progress': {
      const {done, failed, total, bytes, ms, url} = event;
      return {...state, reading: {done, failed, total, bytes, ms, ...(url !== undefined && {url})}};
    }
    case 'page-extract': {
      const {id, words, passages, ms} = event;
      return withPage(state, id, {status: 'read', words, passages, ms});
    }
    case 'page-error': {
      const {id, code, message, fallback} = event;
      return withPage(state, id, {status: 'failed', code, message, ...(fallback && {fallback})});
    }
    case 'page-skip':
      return withPage(state, event.id, {status: 'skipped'});
    case 'enrichment-end':
      return {...withStage(state, 'enrichment', {status: 'done', ms: event.ms}), sources: event.sources};
    case 'source-late':
      return {...state, sources: [...state.sources, event.source]};
    case 'answer-start': {
      const {model, sources, reason} = event;
      const fresh: AnswerState = {model, sources, status: 'running', text: '', reasoning: '', citations: [], ...(reason !== undefined && {reason})};
      const known = state.answers.some((answer) => answer.model === model);
      return known ? withAnswer(state, model, () => fresh) : {...state, answers: [...state.answers, fresh]};
    }
    case 'answer-delta':
      return withAnswer(state, event.model, ({retry: _, ...answer}) => ({...answer, text: answer.text + event.text}));
    case 'answer-reasoning-delta':
      return withAnswer(state, event.model, ({retry: _, ...answer}) => ({...answer, reasoning: answer.reasoning + event.text}));
    case 'answer-retry': {
      const {attempt, inMs, code} = event;
      return withAnswer(state, event.model, (answer) => ({...answer, retry: {attempt, inMs, code}}));
    }
    case 'answer-reset': {
      const {reason, code, next} = event;
      const reset = {reason, ...(code !== undefined && {code}), ...(next !== undefined && {next})};
      return withAnswer(state, event.model, (answer) => ({...withoutRetry(answer), text: '', reasoning: '', reset}));
    }
    case 'answer-end':
      return withAnswer(state, event.model, (answer) => ({...withoutRetry(answer), ...ending(event)}));
    case 'answer-error':
      return withAnswer(state, event.model, (answer) => ({...withoutRetry(answer), ...failing(event, answer.text)}));
    case 'synthesis-start': {
      const {model, answers} = event;
      return {...state, synthesis: {model, answers, status: 'running', text: '', citations: [], included: [], notIncluded: []}};
    }
    case 'synthesis-delta':
      return withSynthesis(state, ({retry: _, ...synthesis}) => ({...synthesis, text: synthesis.text + event.text}));
    case 'synthesis-retry': {
      const {attempt, inMs, code} = event;
      return withSynthesis(state, (synthesis) => ({...synthesis, retry: {attempt, inMs, code}}));
    }
    case 'synthesis-reset': {
      const {reason, code, next} = event;
      return withSynthesis(state, (synthesis) => ({
        ...withoutRetry(synthesis),
        text: '',
        reset: {reason, ...(code !== undefined && {code}), ...(next !== undefined && {next})},
        ...(next !== undefined && {model: next}),
      }));
    }
    case 'synthesis-end': {
      const {included, notIncluded} = event;
      return withSynthesis(state, (synthesis) => ({...withoutRetry(synthesis), ...ending(event), included, notIncluded}));
    }
    case 'synthesis-error':
      return withSynthesis(state, (synthesis) => ({...withoutRetry(synthesis), ...failing(event, synthesis.text), ...(event.best !== undefined && {best: event.best})}));
    case 'related-questions':
      return {...state, relatedQuestions: event.questions};
    case 'session-warning':
      return {...state, warnings: [...state.warnings, {code: event.code, message: event.message}]};
    case 'session-metrics': {
      const {type: _type, at: _at, ...metrics} = event;
      return {...state, metrics};
    }
    case 'session-end':
      return {...state, status: 'ended', outcome: event.outcome, code: event.code, ms: event.ms};
    default:
      return unreachable(event, state);
  }
}

const withStage = (state: SessionState, name: StageName, stage: StageState): SessionState => ({
  ...state,
  stages: {...state.stages, [name]: stage},
});

const withProblem = (state: SessionState, problem: QueryProblem): SessionState => ({
  ...state,
  queryProblems: [...state.queryProblems, problem],
});

const withPage = (state: SessionState, id: string, change: Partial<PageState>): SessionState => ({
  ...state,
  pages: state.pages.map((page) => (page.hit.id === id ? {...page, ...change} : page)),
});

const withAnswer = (state: SessionState, model: string, change: (answer: AnswerState) => AnswerState): SessionState => ({
  ...state,
  answers: state.answers.map((answer) => (answer.model === model ? change(answer) : answer)),
});

const withSynthesis = (state: SessionState, change: (synthesis: SynthesisState) => SynthesisState): SessionState =>
  state.synthesis ? {...state, synthesis: change(state.synthesis)} : state;

const withoutRetry = <T extends WritingState>({retry: _, ...writing}: T): Omit<T, 'retry'> => writing;

type Ending = Extract<SessionEvent, {type: 'answer-end' | 'synthesis-end'}>;
type Failing = Extract<SessionEvent, {type: 'answer-error' | 'synthesis-error'}>;

const ending = ({finishReason, citations, ttftMs, ms, usage, truncated, stopped, by, tokensPerSecond, bytes, retries}: Ending) => ({
  status: 'done' as const,
  finishReason,
  citations,
  ttftMs,
  ms,
  ...(usage && {usage}),
  ...(truncated !== undefined && {truncated}),
  ...(stopped !== undefined && {stopped}),
  ...(by !== undefined && {by}),
  ...(tokensPerSecond !== undefined && {tokensPerSecond}),
  ...(bytes !== undefined && {bytes}),
  ...(retries !== undefined && {retries}),
});

const failing = ({code, message, partial, ms, retries}: Failing & {ms?: number; retries?: number}, text: string) => ({
  status: 'failed' as const,
  code,
  message,
  text: partial ? text : '',
  ...(ms !== undefined && {ms}),
  ...(retries !== undefined && {retries}),
});
