/** client/elements - what a screen reader says: boundaries only, never the text that streams. Pure. */
import type {SessionState, StageName} from '../../shared/session-state.ts';
import type {Spoken} from '../controllers/announcer.ts';
import type {Turn} from '../store/turn.ts';
import {errorWords} from '../words/error-words.ts';
import {reasonWords} from '../words/reason-words.ts';
import type {Words} from '../words/words.ts';

/** What is told from. Phases of different turns are different. */
export type Told = Omit<Turn, 'sessionId'>;

type Say = Words['announce'];

const polite = (topic: string, text: string): Spoken => ({topic, text, urgent: false});
const urgent = (topic: string, text: string): Spoken => ({topic, text, urgent: true});

/** What became different between two moments of one window. */
export function announcements(before: Told, now: Told, words: Words): readonly Spoken[] {
  const {announce} = words;
  return [...onStages(before.state, now.state, announce), ...onModels(before.state, now.state, words), ...onConnection(before, now, announce), ...onPhase(before, now, words)];
}

function onStages(before: SessionState, now: SessionState, announce: Say): readonly Spoken[] {
  const began = (name: StageName) => now.stages[name].status === 'running' && before.stages[name].status !== 'running';
  const used = now.sources.filter((source) => source.used).length;
  return [
    ...(began('analysis') ? [polite('stage', announce.analysis)] : []),
    ...(began('search') ? [polite('stage', announce.search)] : []),
    ...(began('enrichment') ? [polite('stage', announce.enrichment(now.pages.length))] : []),
    ...(now.answers.length > 0 && before.answers.length === 0 ? [polite('stage', announce.answering(used))] : []),
    ...(now.synthesis && !before.synthesis ? [polite('stage', announce.synthesis)] : []),
  ];
}

function onModels(before: SessionState, now: SessionState, words: Words): readonly Spoken[] {
  const {announce} = words;
  const statusBefore = new Map(before.answers.map(({model, status}) => [model, status]));
  return now.answers.flatMap(({model, status, stopped, message, code}) => {
    if (status === statusBefore.get(model) || code === 'stopped') return [];
    if (status === 'failed') return [urgent(model, announce.answerFailed(model, reasonWords(words, code, message)))];
    if (stopped) return [polite(model, announce.answerStopped(model))];
    return status === 'done' && now.answers.length > 1 ? [polite(model, announce.answerDone(model))] : [];
  });
}

function onConnection(before: Told, now: Told, announce: Say): readonly Spoken[] {
  if (now.phase !== 'running' || before.connection === now.connection) return [];
  const broken = (connection: Told['connection']) => connection === 'reconnecting' || connection === 'offline';
  if (broken(now.connection)) return broken(before.connection) ? [] : [polite('connection', announce.reconnecting)];
  return now.connection === 'open' && broken(before.connection) ? [polite('connection', announce.reconnected)] : [];
}

function onPhase(before: Told, now: Told, words: Words): readonly Spoken[] {
  const {announce} = words;
  if (before.phase === now.phase && before.key === now.key) return [];
  if (now.phase === 'running') return [polite('stage', announce.asked)];
  if (now.phase === 'stopped') return [polite('end', announce.stopped)];
  if (now.phase === 'failed' && now.error) {
    const {title, advice} = errorWords(words, now.error);
    return [urgent('end', `${title} ${advice}`)];
  }
  if (now.phase !== 'done') return [];
  const {answers, sources} = now.state;
  const answered = answers.filter(({status, stopped}) => status === 'done' && !stopped).length;
  return [polite('end', announce.complete(answered, sources.filter(({used}) => used).length))];
}
