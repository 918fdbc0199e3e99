/** client/store - a question that is being answered, as its reader. */
import type {Observable} from 'rxjs';
import type {SessionNews} from './session-connection.ts';

export interface Run {
  /** The session's id, once there is one to come back to. */
  readonly id: string | undefined;
  readonly news$: Observable<SessionNews>;
  /** Lets go of the connection. */
  pause(): void;
  /** Takes it up again. */
  resume(): void;
  stop(): Promise<void>;
  /** Stops one model's answer; the others go on. */
  stopAnswer(model: string): Promise<void>;
}
