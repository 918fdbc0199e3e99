/** client/elements - from a session to the steps that a reader sees. Pure. */
import type {SessionState, StageName} from '../../shared/session-state.ts';
import type {Words} from '../words/words.ts';
import type {Activity} from './activity-mark.ts';
import {writingActivity} from './writing-activity.ts';

/** One step of a run. */
export interface ProgressStep {
  readonly name: StageName | 'answering';
  readonly activity: Activity;
  readonly label: string;
  /** What is known of it: counts, sizes, the time it took. */
  readonly facts: readonly string[];
}

const stages: readonly StageName[] = ['analysis', 'search', 'enrichment'];
type Say = Words['progress'];
const some = (count: number, words: (count: number) => string): readonly string[] => (count > 0 ? [words(count)] : []);

/** The steps of a run, in their order. */
export const progressSteps = (session: SessionState, say: Say): readonly ProgressStep[] => [
  // A server that is not ours answers without them.
  ...(isForeign(session) ? [] : stages.map((name) => stageStep(session, name, say))),
  answeringStep(session, say),
];

const isForeign = ({answers, stages: {analysis}}: SessionState): boolean => answers.length > 0 && analysis.status === 'waiting';

/** A run in one line: what is under way, or what was done. */
export function progressSummary(session: SessionState, say: Say): string {
  if (isForeign(session)) {
    const {label, facts} = answeringStep(session, say);
    return [label, ...facts].join(' · ');
  }
  const running = progressSteps(session, say).find(({activity}) => activity === 'running');
  if (running && running.name !== 'answering') return [running.label, ...running.facts].join(' · ');
  if (session.status === 'waiting' || session.stages.analysis.status === 'waiting') return say.starting;
  const {queries, pages, reading, stages: done} = session;
  const took = stages.reduce((sum, name) => sum + (done[name].ms ?? 0), 0);
  return [
    ...some(queries.length, say.queries),
    say.found(pages.length),
    ...(reading.total > 0 ? [say.read(reading.done, reading.total)] : []),
    ...some(reading.failed, say.failed),
    say.took(took),
  ].join(' · ');
}

function stageStep(session: SessionState, name: StageName, say: Say): ProgressStep {
  const {status, ms} = session.stages[name];
  const cut = status === 'running' && session.status === 'ended';
  const activity = cut ? 'stopped' : status === 'done' && hasFailed(session, name) ? 'failed' : status;
  const facts = [...factsOf(session, name, say), ...(cut ? [say.stopped] : []), ...(ms === undefined ? [] : [say.took(ms)])];
  return {name, activity, label: say[name][status], facts};
}

function factsOf({stages: {search}, queries, pages, reading, sources}: SessionState, name: StageName, say: Say): readonly string[] {
  if (name === 'analysis') return some(queries.length, say.queries);
  if (name === 'search') return search.status === 'done' ? [say.found(pages.length)] : some(pages.length, say.found);
  if (reading.total === 0) return [];
  const late = sources.filter((source) => source.late).length;
  return [say.read(reading.done, reading.total), ...some(reading.failed, say.failed), ...some(late, say.late), ...some(reading.bytes, say.bytes)];
}

/** A stage always ends; it has failed when nothing in it worked. */
function hasFailed({pages, queryProblems, reading}: SessionState, name: StageName): boolean {
  if (name === 'search') return pages.length === 0 && queryProblems.some(({kind}) => kind === 'error');
  return name === 'enrichment' && reading.done === 0 && reading.failed > 0;
}

function answeringStep({answers, synthesis, status}: SessionState, say: Say): ProgressStep {
  const writings = synthesis ? [...answers, synthesis] : answers;
  const done = answers.filter((answer) => answer.status !== 'running').length;
  const activities = writings.map((writing) => writingActivity(writing, status !== 'ended'));
  const activity = (['running', 'done', 'stopped', 'failed'] as const).find((one) => activities.includes(one)) ?? 'waiting';
  const took = Math.max(...writings.map(({ms = 0}) => ms));
  return {
    name: 'answering',
    activity,
    label: say.answering[activity],
    facts: [...(answers.length > 1 ? [say.models(done, answers.length)] : []), ...(activity === 'done' && took > 0 ? [say.took(took)] : [])],
  };
}
