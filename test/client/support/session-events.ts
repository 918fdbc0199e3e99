/** test/client/support - events and states to draw. */
import {reduceSession} from '../../../shared/reduce-session.ts';
import type {SearchHit} from '../../../shared/search-hit.ts';
import type {Said, SessionEvent} from '../../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../../shared/session-state.ts';
import type {Source, SourceHow} from '../../../shared/source.ts';

/** The state that these events add up to. */
export const stateAfter = (...said: readonly Said[]): SessionState => said.map((one): SessionEvent => ({...one, at: 0})).reduce(reduceSession, emptySession);

export const started = (models: string[] = ['m1'], question = 'Why two tides?'): Said => ({type: 'session-start', question, models, providers: ['corpus'], startedAt: '2026-11-23T00:00:00.000Z'});
export const analyzed = (...queries: string[]): Said => ({type: 'analysis-end', queries, language: 'en', terms: [], intent: 'answer', ms: 12});

export const hit = (n: number, more: Partial<SearchHit> = {}): SearchHit => ({id: `p${n}`, url: `https://site${n}.example/page`, title: `Page ${n}`, snippet: '', rank: n, ...more});
export const found = (n: number, more: Partial<SearchHit> = {}): Said => ({type: 'search-result', query: 'q', provider: 'corpus', hit: hit(n, more)});
export const extracted = (n: number, words = 100): Said => ({type: 'page-extract', id: `p${n}`, url: hit(n).url, title: `Page ${n}`, words, passages: 1, ms: 5});
export const pageFailed = (n: number, fallback?: SourceHow): Said => ({type: 'page-error', id: `p${n}`, url: hit(n).url, code: 'timeout', message: 'It did not answer in time.', ...(fallback && {fallback})});
export const source = (n: number, more: Partial<Source> = {}): Source => ({n, id: `p${n}`, url: hit(n).url, title: `Page ${n}`, used: true, how: 'page', ...more});
export const enriched = (...sources: Source[]): Said => ({type: 'enrichment-end', sources, ms: 30});

export const answerStarted = (model = 'm1'): Said => ({type: 'answer-start', model, sources: [1]});
export const delta = (text: string, model = 'm1'): Said => ({type: 'answer-delta', model, text});
export const answered = (model = 'm1'): Said => ({type: 'answer-end', model, finishReason: 'stop', citations: [{n: 1, start: 0, end: 3}], usage: {completionTokens: 42}, ttftMs: 800, ms: 2_000});
export const answerFailed = (model = 'm1', partial = false): Said => ({type: 'answer-error', model, code: 'idle-timeout', message: 'It stopped in mid-sentence.', partial});
export const synthesisStarted = (...answers: string[]): Said => ({type: 'synthesis-start', model: 'm1', answers});
export const synthesisDelta = (text: string): Said => ({type: 'synthesis-delta', text});
export const synthesized = (included: string[], notIncluded: string[] = []): Said => ({type: 'synthesis-end', model: 'm1', finishReason: 'stop', citations: [], ttftMs: 1, ms: 2, included, notIncluded});
export const ended = (outcome: 'done' | 'stopped' | 'failed' = 'done', code?: string): Said => ({type: 'session-end', outcome, ms: 3_000, ...(code !== undefined && {code})});

/** A whole run with one answer. */
export const oneAnswer: readonly Said[] = [
  started(),
  {type: 'analysis-start'},
  analyzed('why tides', 'two bulges'),
  {type: 'search-start', queries: ['why tides', 'two bulges'], providers: ['corpus']},
  found(1),
  found(2),
  {type: 'search-end', found: 2, ms: 20},
  {type: 'enrichment-start', total: 2},
  extracted(1),
  extracted(2),
  {type: 'enrichment-progress', done: 2, failed: 0, total: 2, bytes: 2_000, ms: 30},
  enriched(source(1), source(2)),
  answerStarted(),
  delta('The moon pulls [1].'),
  answered(),
  ended(),
];

/** What would harm a page that took it for HTML or for an address. */
export const hostile = {
  text: '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>',
  url: 'javascript:window.harmed=1',
};
