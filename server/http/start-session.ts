/** server/http - from a checked request to a session that runs: whatever the dialect in which it was asked. */
import type {AskRequest} from '../../shared/ask-request.ts';
import type {ModelDirectory} from '../models/model-directory.ts';
import {type SessionRegistry, TooManySessionsError} from '../session/session-registry.ts';
import type {Session} from '../session/session.ts';
import {Problem} from './problem.ts';
import {findSession} from './find-session.ts';

/** What starting needs. */
export interface StartParts {
  readonly registry: SessionRegistry;
  readonly models: ModelDirectory;
  /** Names of the search providers that are on, in order. */
  readonly providers: readonly string[];
  /** What every reader should know now. */
  readonly notices: () => readonly Notice[];
}

/** Becomes a `session-warning`. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** Starts a session. @throws Problem - When it may not start. */
export type StartSession = (request: AskRequest) => Session;

/** Seconds after which a refused reader may try again. */
const RETRY_AFTER_S = '5';

const noConversation = {code: 'no-conversation', message: 'Follow-up questions are answered on their own for now: ask in full.'};

export const sessionStarter = ({registry, models, providers, notices}: StartParts): StartSession => {
  /** The known ones of those the reader wants, each once; undefined when there is no wish. */
  const wishedProviders = (names: readonly string[] = []) => (names.length > 0 ? [...new Set(names)].filter((name) => providers.includes(name)) : undefined);
  return (request) => {
    const unknown = request.models?.find((model) => !models.models.some(({id}) => id === model));
    if (unknown !== undefined) throw new Problem(400, 'unknown-model', `There is no model "${unknown}". GET /v1/models lists them.`);
    if (request.parent !== undefined) findSession(registry, request.parent);
    try {
      return registry.start({
        question: request.question,
        models: [...new Set(request.models ?? models.defaults)],
        synthesis: request.synthesis ?? true,
        search: request.search ?? {},
        providers: wishedProviders(request.search?.providers) ?? providers,
        warnings: [...notices(), ...(request.parent === undefined ? [] : [noConversation])],
      });
    } catch (error) {
      if (!(error instanceof TooManySessionsError)) throw error;
      throw new Problem(503, 'too-many-sessions', 'The server is busy. Try again in a few seconds.', {headers: {'Retry-After': RETRY_AFTER_S}});
    }
  };
};
