/** server/http - the response that tells a session as an event stream in the vocabulary that was asked for, from its beginning. */
import type {Context} from 'koa';
import type {Session} from '../../session/session.ts';
import {baseOf} from '../base-of.ts';
import {type SseOptions, streamEvents} from '../stream-events.ts';
import {sessionSource} from '../stream-source.ts';
import {type AgRun, agUiStream} from './ag-ui.ts';
import {aiSdkHeaders, aiSdkStream} from './ai-sdk.ts';
import type {StreamFormat} from './choose-format.ts';
import {renderedSource, type RenderingOptions} from './rendering.ts';

/** How it is told. */
export interface TellOptions extends RenderingOptions {
  readonly sse: SseOptions;
  /** What an AG-UI client calls the run. @defaultValue the session's `ref` */
  readonly run?: AgRun | undefined;
}

export function tellSession(ctx: Context, session: Session, format: StreamFormat, {sse, run, ...options}: TellOptions): void {
  const {ref} = session;
  const rendering = {'ai-sdk': () => aiSdkStream(ref, baseOf(ctx)), 'ag-ui': () => agUiStream(run ?? {threadId: ref, runId: ref}), 'llm-window': undefined}[format];
  streamEvents(ctx, rendering ? renderedSource(session, rendering(), options) : sessionSource(session, 0, options), sse);
  if (format === 'ai-sdk') ctx.set(aiSdkHeaders);
}
