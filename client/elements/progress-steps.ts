/** client/elements - from a session to the steps that a reader sees. Pure. */
import type {SessionState, StageName} from '../../shared/session-state.ts';
import {words} from '../words/words.ts';
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
const {progress} = words;
const some = (count: number, say: (count: number) => string): readonly string[] => (count > 0 ? [say(count)] : []);

/** The steps of a run, in their order. */
export const progressSteps = (session: SessionState): readonly ProgressStep[] => [...stages.map((name) => stageStep(session, name)), answeringStep(session)];

/** A run in one line: what is under way, or what was done. */
export function progressSummary(session: SessionState): string {
  const running = progressSteps(session).find(({activity}) => activity === 'running');
  if (running && running.name !== 'answering') return [running.label, ...running.facts].join(' · ');
  if (session.status === 'waiting' || session.stages.analysis.status === 'waiting') return progress.starting;
  const {queries, pages, reading, stages: done} = session;
  const took = stages.reduce((sum, name) => sum + (done[name].ms ?? 0), 0);
  return [
    ...some(queries.length, progress.queries),
    progress.found(pages.length),
    ...(reading.total > 0 ? [progress.read(reading.done, reading.total)] : []),
    ...some(reading.failed, progress.failed),
    progress.took(took),
  ].join(' · ');
}

function stageStep(session: SessionState, name: StageName): ProgressStep {
  const {status, ms} = session.stages[name];
  const cut = status === 'running' && session.status === 'ended';
  const activity = cut ? 'stopped' : status === 'done' && hasFailed(session, name) ? 'failed' : status;
  const facts = [...factsOf(session, name), ...(cut ? [progress.stopped] : []), ...(ms === undefined ? [] : [progress.took(ms)])];
  return {name, activity, label: progress[name][status], facts};
}

function factsOf({stages: {search}, queries, pages, reading}: SessionState, name: StageName): readonly string[] {
  if (name === 'analysis') return some(queries.length, progress.queries);
  if (name === 'search') return search.status === 'done' ? [progress.found(pages.length)] : some(pages.length, progress.found);
  if (reading.total === 0) return [];
  return [progress.read(reading.done, reading.total), ...some(reading.failed, progress.failed), ...some(reading.bytes, progress.bytes)];
}

/** A stage always ends; it has failed when nothing in it worked. */
function hasFailed({pages, queryProblems, reading}: SessionState, name: StageName): boolean {
  if (name === 'search') return pages.length === 0 && queryProblems.some(({kind}) => kind === 'error');
  return name === 'enrichment' && reading.done === 0 && reading.failed > 0;
}

function answeringStep({answers, synthesis, status}: SessionState): ProgressStep {
  const writings = synthesis ? [...answers, synthesis] : answers;
  const done = answers.filter((answer) => answer.status !== 'running').length;
  const activities = writings.map((writing) => writingActivity(writing, status !== 'ended'));
  const activity = (['running', 'done', 'stopped', 'failed'] as const).find((one) => activities.includes(one)) ?? 'waiting';
  const took = Math.max(...writings.map(({ms = 0}) => ms));
  return {
    name: 'answering',
    activity,
    label: progress.answering[activity],
    facts: [...(answers.length > 1 ? [progress.models(done, answers.length)] : []), ...(activity === 'done' && took > 0 ? [progress.took(took)] : [])],
  };
}
