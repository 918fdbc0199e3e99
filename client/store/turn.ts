/** client/store - one question of a conversation and what came of it. */
import type {SessionState} from '../../shared/session-state.ts';
import type {AskError} from './ask-error.ts';
import type {ConnectionState} from './session-connection.ts';

/** Where a window is with its question. */
export type Phase = 'empty' | 'running' | 'stopping' | 'done' | 'stopped' | 'failed';

/** One question and what came of it. */
export interface Turn {
  /** Tells it from the others, for as long as the page lives. */
  readonly key: number;
  readonly state: SessionState;
  readonly phase: Phase;
  readonly connection: ConnectionState | 'idle';
  readonly error: AskError | undefined;
  readonly sessionId: string | undefined;
}

/** A turn that is over, as it is kept. */
export interface KeptTurn {
  /** Nothing where the server knows no sessions. */
  readonly sessionId: string | undefined;
  readonly state: SessionState;
}
