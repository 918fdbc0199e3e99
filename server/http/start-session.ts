/** server/http - from a checked request to a session that runs: whatever the dialect in which it was asked. */
import type {Context} from 'koa';
import type {AskRequest, SearchWishes} from '../../shared/ask-request.ts';
import type {ModelDirectory} from '../models/model-directory.ts';
import {type SessionRegistry, TooManySessionsError} from '../session/session-registry.ts';
import type {Session} from '../session/session.ts';
import type {CallLimits} from './call-limits.ts';
import {callerOf} from './caller.ts';
import {continueSession} from './continue-session.ts';
import {findSession} from './find-session.ts';
import {Problem} from './problem.ts';

/** What starting needs. */
export interface StartParts {
  readonly registry: SessionRegistry;
  readonly models: ModelDirectory;
  /** Names of the search providers that are on, in order. */
  readonly providers: readonly string[];
  /** What every reader should know now. */
  readonly notices: () => readonly Notice[];
  readonly limits: CallLimits;
}

/** Becomes a `session-warning`. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** Starts a session for a request's caller. Rejects with a {@link Problem} when it may not start. */
export type StartSession = (ctx: Context, request: AskRequest) => Promise<Session>;

/** Seconds after which a refused reader may try again. */
const RETRY_AFTER_S = '5';

export const sessionStarter = ({registry, models, providers, notices, limits}: StartParts): StartSession => {
  /** The known ones of those the reader wants, each once; all where there is no wish. */
  const wishedProviders = ({disabled = false, providers: names = []}: SearchWishes = {}) => {
    if (disabled) return [];
    return names.length > 0 ? [...new Set(names)].filter((name) => providers.includes(name)) : providers;
  };
  return async (ctx, request) => {
    const caller = callerOf(ctx);
    const unknown = request.models?.find((model) => !models.models.some(({id}) => id === model));
    if (unknown !== undefined) throw new Problem(400, 'unknown-model', `There is no model "${unknown}". GET /v1/models lists them.`);
    const conversation = request.parent === undefined ? {} : continueSession(findSession(registry, request.parent));
    const chosen = allowedModels([...new Set(request.models ?? models.defaults)], request.models !== undefined, caller.grant?.models);
    const takeBack = await limits.countStart(ctx, caller);
    try {
      limits.checkRunning(caller);
      const session = registry.start({
        question: request.question,
        models: chosen,
        synthesis: request.synthesis ?? true,
        search: request.search ?? {},
        providers: wishedProviders(request.search),
        warnings: notices(),
        ...conversation,
      });
      limits.countRunning(caller, session);
      return session;
    } catch (error) {
      await takeBack();
      if (!(error instanceof TooManySessionsError)) throw error;
      throw new Problem(503, 'too-many-sessions', 'The server is busy. Try again in a few seconds.', {headers: {'Retry-After': RETRY_AFTER_S}});
    }
  };
};

/** The models that the caller's token allows. Naming another one is refused; the server's own choice is narrowed. */
function allowedModels(chosen: readonly string[], named: boolean, allowed: readonly string[] | undefined): readonly string[] {
  if (!allowed) return chosen;
  const refused = chosen.find((model) => !allowed.includes(model));
  if (named && refused !== undefined) throw new Problem(403, 'model-not-allowed', `The token does not allow the model "${refused}".`);
  const left = chosen.filter((model) => allowed.includes(model));
  if (left.length === 0) throw new Problem(403, 'model-not-allowed', 'The token allows none of the models that are asked here when none is named: name one.');
  return left;
}
