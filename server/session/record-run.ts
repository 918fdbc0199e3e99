/** server/session - turns what a run says into a complete session: stamped, begun, closed, ended exactly once. */
import {asyncScheduler, Observable, Subscription} from 'rxjs';
import {type DeltaEvent, isDelta} from '../../shared/delta-event.ts';
import type {SessionWarningEvent} from '../../shared/events/session-events.ts';
import {reduceSession} from '../../shared/reduce-session.ts';
import type {Said, SessionEvent} from '../../shared/session-event.ts';
import {emptySession, type SessionState} from '../../shared/session-state.ts';
import {closeOpen} from './close-open.ts';
import {measureSession, nothingMeasured} from './measure-session.ts';

/** Why a run is stopped from outside: the reader said so, nobody reads, the server goes down. */
export type StopCode = 'stopped' | 'abandoned' | 'shutdown';

/** What every run begins with. */
export interface RunStart {
  readonly question: string;
  readonly models: readonly string[];
  readonly providers: readonly string[];
  /** The `ref` of the session that this one continues. */
  readonly parent?: string;
  /** What the reader should know before anything else. */
  readonly warnings?: readonly Omit<SessionWarningEvent, 'type' | 'at'>[];
}

const stopMessages: Readonly<Record<StopCode, string>> = {
  stopped: 'It was stopped.',
  abandoned: 'It was stopped because nobody was reading.',
  shutdown: 'The server was shut down. Please ask again.',
};

/**
 * Records one run.
 *
 * ```text
 * run:     -a-b-c|          run:     -a-b-c        run:    -a-#
 * stop:    -------          stop:    ----s         stop:   ----
 * out:     S a b (cME)      out:     S a b(xME)    out:    S a(xME)
 * ```
 *
 * S `session-start`, x what closes a stage or answer that is still open, M `session-metrics`, E `session-end`.
 * @param run$ - What the pipeline says; unsubscribed in the turn in which `stop$` emits.
 * @param stop$ - Emits to cut the run short.
 * @param onError - Hears an error that no stage turned into an event: a fault of ours.
 */
export const recordRun = (run$: Observable<Said>, start: RunStart, stop$: Observable<StopCode>, onError: (error: unknown) => void): Observable<SessionEvent> =>
  new Observable((out) => {
    const startedAt = asyncScheduler.now();
    const elapsedMs = () => Math.max(0, asyncScheduler.now() - startedAt);
    /** What the events come to, but of each text no more than its first piece: enough to close it. */
    let state = emptySession;
    let measures = nothingMeasured;
    /** Events that are only counted, as a text's pieces after its first are. */
    let counted = 0;
    let broken = false;

    const {question, models, providers, parent, warnings = []} = start;
    const begin: Said[] = [
      {type: 'session-start', question, models: [...models], providers: [...providers], startedAt: new Date(startedAt).toISOString(), ...(parent !== undefined && {parent})},
      ...warnings.map((warning) => ({type: 'session-warning' as const, ...warning})),
    ];
    const stamp = (said: Said): SessionEvent => {
      const event: SessionEvent = {...said, at: elapsedMs()};
      if (!isDelta(event) || textOf(state, event) === '') state = reduceSession(state, event);
      if (isDelta(event) && measures.firstTokenMs !== undefined) counted += 1;
      else measures = measureSession(measures, event);
      return event;
    };
    /** Whether nothing of the run is of interest any more. */
    let isOver = false;
    const running = new Subscription();
    out.add(running);
    /** Says it stamped, and a fault of ours in that as an error. */
    const say = (make: () => readonly Said[]) => {
      try {
        for (const said of make()) out.next(stamp(said));
      } catch (error) {
        out.error(error);
      }
    };
    const end = (stopped?: StopCode) => {
      if (isOver) return;
      isOver = true;
      running.unsubscribe();
      say(() => closeOpen(state, {code: stopped ?? 'internal', message: stopped ? stopMessages[stopped] : 'Something went wrong on the server.', at: elapsedMs()}));
      say(() => {
        const verdict = stopped && stopped !== 'shutdown' ? ({outcome: 'stopped', code: stopped} as const) : judge(state, stopped ?? (broken ? 'internal' : undefined));
        return [{type: 'session-metrics', ...measures, events: measures.events + counted}, {type: 'session-end', ...verdict, ms: elapsedMs()}];
      });
      out.complete();
    };
    say(() => begin);
    running.add(stop$.subscribe(end));
    running.add(
      run$.subscribe({
        next(said) {
          if (isOver) return;
          try {
            out.next(stamp(said));
          } catch (error) {
            out.error(error);
          }
        },
        error(error: unknown) {
          broken = true;
          onError(error);
          end();
        },
        complete: () => end(),
      }),
    );
  });

/** The text that a piece adds to. */
function textOf({answers, synthesis}: SessionState, event: DeltaEvent): string | undefined {
  if (event.type === 'synthesis-delta') return synthesis?.text;
  const answer = answers.find(({model}) => model === event.model);
  return event.type === 'answer-delta' ? answer?.text : answer?.reasoning;
}

function judge({answers}: SessionState, failure: string | undefined): {outcome: 'done'} | {outcome: 'stopped' | 'failed'; code: string} {
  if (failure) return {outcome: 'failed', code: failure};
  if (answers.length > 0 && answers.every(({stopped}) => stopped)) return {outcome: 'stopped', code: 'stopped'};
  return answers.some(({status}) => status === 'done') ? {outcome: 'done'} : {outcome: 'failed', code: 'no-answer'};
}
